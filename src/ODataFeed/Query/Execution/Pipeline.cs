using System.Text;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Rows on their way through a pipeline: a table, and which of its rows in which order.</summary>
readonly record struct RowSet(Table Table, RowList Rows);

/// <summary>Runs transformations, one after the other. Everything it needs comes with the rows and the budget.</summary>
/// <param name="related">The tables that navigation properties lead to, by set name.</param>
sealed class Pipeline(Func<string, Table> related, ExecutionBudget budget)
{
    /// <summary>To put a row in its place it is compared with a few others.</summary>
    const long SortCost = 16;

    /// <summary>Compiling and running transformations for one more group takes as long as some hundred rows.</summary>
    const int GroupCost = 100;

    public RowSet Run(IReadOnlyList<Transformation> transformations, RowSet input)
    {
        var rows = input;
        foreach (var transformation in transformations)
        {
            budget.Spend(rows.Rows.Count * (transformation is OrderRows or RankRows ? SortCost : 1));
            rows = Run(transformation, rows);
        }

        return rows;
    }

    RowSet Run(Transformation transformation, RowSet rows) => transformation switch
    {
        FilterRows filter => Filter(rows, filter.Condition),
        ComputeColumn compute => Append(rows, Scattered.Of(rows.Table, compute.Value, rows.Rows.ToArray(), budget)),
        RelateColumn relate => Append(rows, Related(rows.Table, relate, related(relate.Target))),
        DynamicColumn dynamic => Append(rows, DynamicProperties.Of((TextColumn)rows.Table.Columns[dynamic.Members], Encoding.UTF8.GetBytes(dynamic.Name))),
        RootColumn root => Append(rows, RelatedRows.Of(rows.Table, root, related(root.Target))),
        JoinRows join => Joining.Run(rows, join, Run(join.Each, All(related(join.Target))), budget),
        OrderRows order => rows with { Rows = new RowList(RowSorter.Sort(rows.Table, order.Orderings, rows.Rows.ToArray(), budget)) },
        SliceRows slice => rows with { Rows = rows.Rows.Slice(slice.Skip, slice.Top) },
        RankRows rank => rows with { Rows = Ranking.Of(rows, rank, budget) },
        GroupRows group => Grouping.Run(rows, group, budget),
        TransformGroups groups => Each(rows, groups),
        ConcatRows concat => Union.Of(concat.Output, [.. concat.Branches.Select(branch => (Run(branch.Steps, rows), branch.Shape))], budget),
        NestRows nest => Nesting.Run(nest, [.. nest.Branches.Select(branch => Run(branch.Steps, rows))], rows.Table.Version, budget),
        _ => throw new InvalidOperationException($"No way to run {transformation.GetType().Name}."),
    };

    RowSet Filter(RowSet rows, Expression condition)
    {
        budget.Spend(rows.Rows.Count, condition);
        return rows with { Rows = new RowList(RowFilter.Rows(rows.Table, rows.Rows, condition, budget.Cancellation)) };
    }

    /// <summary>Runs the transformations over each group and puts the results, the group's columns before them, one after the other.</summary>
    RowSet Each(RowSet rows, TransformGroups groups)
    {
        var parts = new List<(RowSet, RowShape)>();
        foreach (var level in groups.Levels)
        {
            foreach (var group in Groups.Of(rows, level, budget).Members())
            {
                // A group becomes a table of its own: whatever is as long as the table would otherwise be made anew for every group.
                budget.Spend(GroupCost + ((long)group.Length * rows.Table.Columns.Count));
                var result = Run(groups.Each, new RowSet(new Table(rows.Table.Schema, [.. rows.Table.Columns.Select(column => column.Take(group))], rows.Table.Version, group.Length), new RowList(group.Length)));
                parts.Add(GroupColumns.Before(rows.Table, group[0], level, result, groups));
            }
        }

        return Union.Of(groups.Output, parts, budget);
    }

    static RowSet All(Table table) => new(table, new RowList(table.Count));

    static Column Related(Table table, RelateColumn relate, Table target)
    {
        var own = table.Columns[relate.Own];
        return RelatedRows.Cells(own, RelatedRows.Of(own, target), target.Columns[relate.Ordinal]);
    }

    static RowSet Append(RowSet rows, Column column) =>
        rows with { Table = new Table(rows.Table.Schema, [.. rows.Table.Columns, column], rows.Table.Version) };
}
