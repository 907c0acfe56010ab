using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>Text: codes into a dictionary of the distinct values.</summary>
sealed class TextColumn(Codes codes, TextDictionary dictionary) : Column(ColumnType.String, codes)
{
    public TextDictionary Dictionary { get; } = dictionary;

    public override ulong MaxCode => (ulong)Dictionary.Count;

    public override long Bytes => Codes.Bytes + Dictionary.Bytes;

    public override object? GetObject(int row) => Codes[row] is var code && code == 0 ? null : Dictionary.Text((int)code);

    /// <summary>The first code whose text is at least, and the first whose text is above; <see cref="Column.MaxCode"/> + 1 where there is none.</summary>
    public (ulong Lower, ulong Upper) Bounds(string text)
    {
        var found = Dictionary.Find(text);
        return found > 0 ? ((ulong)found, (ulong)found + 1) : ((ulong)~found, (ulong)~found);
    }

    public override Column WithCodes(Codes codes) => new TextColumn(codes, Dictionary);

    public override bool SharesDomain(Column other) => other is TextColumn texts && ReferenceEquals(texts.Dictionary, Dictionary);

    public static TextColumn Gather(TextColumn[] sources, ReadOnlySpan<int> rows)
    {
        var used = new bool[sources.Length][];
        for (var i = 0; i < sources.Length; i++)
            used[i] = new bool[sources[i].Dictionary.Count + 1];
        var picked = new int[rows.Length];
        var (source, offset) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            Sources.Seek(sources, rows[i], ref source, ref offset);
            picked[i] = (int)sources[source].Codes[rows[i] - offset];
            used[source][picked[i]] = true;
        }

        var dictionary = TextDictionary.Merge([.. sources.Select(column => column.Dictionary)], used, out var codes);
        var target = Codes.Create(rows.Length, (ulong)dictionary.Count);
        Span<ulong> chunk = stackalloc ulong[Chunk];
        (source, offset) = (0, 0);
        for (var done = 0; done < rows.Length; done += Chunk)
        {
            var part = chunk[..Math.Min(Chunk, rows.Length - done)];
            for (var i = 0; i < part.Length; i++)
            {
                Sources.Seek(sources, rows[done + i], ref source, ref offset);
                part[i] = (ulong)codes[source][picked[done + i]];
            }

            target.Write(done, part);
        }

        return new TextColumn(target, dictionary);
    }
}
