using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Puts a group's own values before the results of its transformations.</summary>
static class GroupColumns
{
    /// <param name="row">A row of the group.</param>
    /// <param name="level">The columns grouped by; those of the first level that are not among them are null.</param>
    public static (RowSet Rows, RowShape Shape) Before(Table table, int row, IReadOnlyList<int> level, RowSet result, TransformGroups groups)
    {
        var count = result.Table.Count;
        var columns = new List<Column>();
        foreach (var ordinal in groups.Levels[0])
        {
            var column = table.Columns[ordinal];
            var codes = Codes.Create(count, column.MaxCode);
            if (level.Contains(ordinal))
                codes.Write(0, [.. Enumerable.Repeat(column.Codes[row], count)]);
            columns.Add(column.WithCodes(codes));
        }

        // Of columns that both have, the group's stand.
        for (var ordinal = 0; ordinal < groups.Inner.Columns.Count; ordinal++)
        {
            if (!IsGrouping(groups, groups.Inner.Columns[ordinal].Name))
                columns.Add(result.Table.Columns[ordinal]);
        }

        return (new RowSet(new Table(groups.Output.ToSchema(), columns, table.Version, count), result.Rows), groups.Output);
    }

    static bool IsGrouping(TransformGroups groups, string name) => groups.Output.Find(name) is var ordinal && ordinal >= 0 && ordinal < groups.Levels[0].Count;
}
