using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// The cells of one column: codes, and the domain that gives each code its value. Immutable.
/// Subclasses differ only in the domain: numbers by offset or list, text by dictionary, decimals by list; of queries also rows.
/// </summary>
abstract class Column(ColumnType type, Codes codes)
{
    /// <summary>Rows handled at once where a loop widens codes into a buffer: 2 048 × 8 bytes stays in the first-level cache.</summary>
    public const int Chunk = 2048;

    public ColumnType Type { get; } = type;

    public Codes Codes { get; } = codes;

    public int Count => Codes.Count;

    /// <summary>The greatest code in the domain; 0 where every cell is null.</summary>
    public abstract ulong MaxCode { get; }

    /// <summary>Bytes held: codes and domain.</summary>
    public abstract long Bytes { get; }

    /// <summary>Whether the cell is null.</summary>
    public bool IsNull(int row) => Codes[row] == 0;

    /// <summary>
    /// The cell as null, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="string"/>,
    /// <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> or <see cref="TimeSpan"/>. Boxes: for the store and for tests, not for serving.
    /// </summary>
    public abstract object? GetObject(int row);

    /// <summary>Other rows of the same domain: the codes must not exceed <see cref="MaxCode"/>.</summary>
    public abstract Column WithCodes(Codes codes);

    /// <summary>Whether codes mean the same values in both columns.</summary>
    public abstract bool SharesDomain(Column other);

    /// <summary>Some of the rows, in the order given, with the same domain.</summary>
    public Column Take(ReadOnlySpan<int> rows)
    {
        var codes = Codes.Create(rows.Length, MaxCode);
        Span<ulong> chunk = stackalloc ulong[Chunk];
        for (var start = 0; start < rows.Length; start += Chunk)
        {
            var part = chunk[..Math.Min(Chunk, rows.Length - start)];
            for (var i = 0; i < part.Length; i++)
                part[i] = Codes[rows[start + i]];
            codes.Write(start, part);
        }

        return WithCodes(codes);
    }

    /// <summary>
    /// A column of chosen rows of several columns of the same type, in the order given. A row is counted through all sources:
    /// the first row of the second source is the first one's <see cref="Count"/>. Values no longer used leave the domain.
    /// </summary>
    public static Column Gather(IReadOnlyList<Column> sources, ReadOnlySpan<int> rows) => sources[0] switch
    {
        NumberColumn => NumberColumn.Gather([.. sources.Cast<NumberColumn>()], rows),
        TextColumn => TextColumn.Gather([.. sources.Cast<TextColumn>()], rows),
        DecimalColumn => DecimalColumn.Gather([.. sources.Cast<DecimalColumn>()], rows),
        RealColumn => RealColumn.Gather([.. sources.Cast<RealColumn>()], rows),
        _ => sources[0].Gathered(sources, rows),
    };

    /// <summary><see cref="Gather"/> for kinds of columns that only queries make.</summary>
    protected virtual Column Gathered(IReadOnlyList<Column> sources, ReadOnlySpan<int> rows) =>
        throw new InvalidOperationException($"No way to gather {GetType().Name}.");
}
