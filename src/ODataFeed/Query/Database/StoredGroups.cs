using ODataFeed.Snapshot;

namespace ODataFeed.Query.Database;

/// <summary>Groups as the database gave them: a row each, with the columns grouped by in their places.</summary>
/// <param name="Table">As wide as the set; what was not grouped by is null.</param>
/// <param name="Partials">The figures of each row.</param>
sealed record StoredGroups(Table Table, PartialFigures Partials)
{
    public int Count => Partials.Count;

    /// <param name="read">Per stored table, the columns of the query's result.</param>
    public static StoredGroups Of(TableSchema set, GroupQuery query, IReadOnlyList<IReadOnlyList<Column>> read)
    {
        var count = read.Sum(columns => columns[0].Count);
        int[] all = [.. Enumerable.Range(0, count)];
        Column[] joined = [.. Enumerable.Range(0, read[0].Count).Select(i => read is [var only] ? only[i] : Column.Gather([.. read.Select(columns => columns[i])], all))];
        Column[] figures = joined[query.By.Count..];
        var table = query.By.Count == 0
            ? StoredBatch.Of(set, [], [figures[0]])
            : StoredBatch.Of(set, query.By, joined[..query.By.Count]);
        return new StoredGroups(table, new PartialFigures(query.Partials, figures));
    }
}
