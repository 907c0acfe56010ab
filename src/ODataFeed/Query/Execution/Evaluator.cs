using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// Some rows of a table, at most <see cref="Column.Chunk"/>: consecutive ones, or chosen ones. What evaluators are run over.
/// </summary>
readonly ref struct RowBatch
{
    RowBatch(int start, int count, ReadOnlySpan<int> chosen)
    {
        Start = start;
        Count = count;
        Chosen = chosen;
    }

    /// <summary>The first row, where the rows are consecutive.</summary>
    public int Start { get; }

    public int Count { get; }

    /// <summary>The rows, where they are not consecutive; otherwise empty.</summary>
    public ReadOnlySpan<int> Chosen { get; }

    public static RowBatch Of(int start, int count) => new(start, count, default);

    public static RowBatch Of(ReadOnlySpan<int> rows) => new(0, rows.Length, rows);

    /// <summary>The row at a place of the batch.</summary>
    public int this[int place] => Chosen.IsEmpty ? Start + place : Chosen[place];

    public void ReadCodes(Codes codes, Span<ulong> target)
    {
        if (Chosen.IsEmpty)
        {
            codes.Read(Start, target[..Count]);
            return;
        }

        for (var i = 0; i < Chosen.Length; i++)
            target[i] = codes[Chosen[i]];
    }
}

/// <summary>
/// One node of a compiled expression. It owns the buffers its results land in, so that running it allocates nothing; one instance
/// therefore serves one thread.
/// </summary>
abstract class Evaluator
{
    /// <summary>Whether the result of each row is null; then its value does not count.</summary>
    public bool[] Nulls { get; } = new bool[Column.Chunk];

    /// <summary>Fills the buffers for the rows.</summary>
    public abstract void Run(RowBatch rows);
}

/// <summary>
/// An evaluator with results of a type: <see cref="bool"/>, <see cref="long"/> (every number, date, time and duration but the next two),
/// <see cref="decimal"/>, <see cref="double"/>, <see cref="string"/>.
/// </summary>
abstract class Evaluator<T> : Evaluator
{
    public T[] Values { get; } = new T[Column.Chunk];
}
