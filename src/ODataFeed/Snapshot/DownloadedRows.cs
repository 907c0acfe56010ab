using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// The rows of one download made fit for a set: sorted by key, keys unique. Rows equal in every cell are one row; rows that share a
/// key but differ are numbered in file order where the key has <c>Occurrence</c>, otherwise the last one in the file wins.
/// </summary>
/// <param name="Duplicates">Rows left out because another row has the same cells, or because a later one has the same key.</param>
sealed record DownloadedRows(Table Table, int Duplicates)
{
    /// <summary>Takes the rows in file order; the cells of an <c>Occurrence</c> column are not looked at, they are set here.</summary>
    public static DownloadedRows Of(Table file)
    {
        var schema = file.Schema;
        var occurrence = schema.Find(Report.Occurrence);
        var numbered = occurrence >= 0 && schema.Key.Contains(occurrence);
        int[] key = [.. schema.Key.Where(ordinal => !numbered || ordinal != occurrence)];
        int[] others = [.. Enumerable.Range(0, schema.Columns.Count).Where(ordinal => ordinal != occurrence && !key.Contains(ordinal))];
        var sorted = Sort(file, key, [.. Enumerable.Range(0, file.Count)]);
        var kept = new List<int>(file.Count);
        var numbers = new List<int>(numbered ? file.Count : 0);
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && Agree(file, key, sorted[start], sorted[end]))
                end++;
            Keep(file, others, sorted.AsSpan(start, end - start), numbered, kept);
            for (var number = 1; numbered && numbers.Count < kept.Count; number++)
                numbers.Add(number);
            start = end;
        }

        var table = Table.Gather([file], [.. kept]);
        return new DownloadedRows(numbered ? WithNumbers(table, occurrence, numbers) : table, file.Count - kept.Count);
    }

    /// <summary>Adds what stays of rows that share a key, given in file order.</summary>
    static void Keep(Table file, int[] others, ReadOnlySpan<int> rows, bool numbered, List<int> kept)
    {
        if (rows.Length == 1 || !numbered)
        {
            kept.Add(rows[^1]);
            return;
        }

        var sorted = Sort(file, others, rows);
        var distinct = new List<int> { sorted[0] };
        for (var i = 1; i < sorted.Length; i++)
        {
            if (!Agree(file, others, sorted[i - 1], sorted[i]))
                distinct.Add(sorted[i]);
        }

        distinct.Sort();
        kept.AddRange(distinct);
    }

    static int[] Sort(Table file, int[] ordinals, ReadOnlySpan<int> rows) =>
        RowOrder.Sort([.. ordinals.Select(ordinal => new SortKey(file.Columns[ordinal]))], rows);

    static bool Agree(Table file, int[] ordinals, int left, int right)
    {
        foreach (var ordinal in ordinals)
        {
            if (file.Columns[ordinal].Codes[left] != file.Columns[ordinal].Codes[right])
                return false;
        }

        return true;
    }

    static Table WithNumbers(Table table, int occurrence, List<int> numbers)
    {
        var builder = new NumberBuilder(table.Schema.Columns[occurrence].Type);
        foreach (var number in numbers)
            builder.Append(number);
        Column[] columns = [.. table.Columns];
        columns[occurrence] = builder.Build();
        return new Table(table.Schema, columns);
    }
}
