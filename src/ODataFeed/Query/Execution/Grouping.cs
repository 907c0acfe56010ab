using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Runs <c>groupby(…,aggregate(…))</c> and <c>aggregate(…)</c>: a row per group, the grouping columns before the aggregates.</summary>
static class Grouping
{
    /// <param name="known">Aggregates that need not be computed from the rows; null where it does not know one.</param>
    public static RowSet Run(RowSet rows, GroupRows group, ExecutionBudget budget, Func<Aggregate, Groups, Column?>? known = null)
    {
        var levels = group.Levels.Select(level => (Level(rows, group, level, budget, known), group.Output)).ToList();
        return levels is [var only] ? only.Item1 : Union.Of(group.Output, levels, budget);
    }

    static RowSet Level(RowSet rows, GroupRows group, IReadOnlyList<int> level, ExecutionBudget budget, Func<Aggregate, Groups, Column?>? known)
    {
        var groups = Groups.Of(rows, level, budget);
        var columns = new List<Column>();
        foreach (var ordinal in group.Levels[0])
        {
            var column = rows.Table.Columns[ordinal];
            columns.Add(level.Contains(ordinal) ? Column.Gather([column], groups.First) : NullColumn.Of(column.Type, groups.Count));
        }

        var counts = new CodeCounts(rows.Rows, groups.Ids, groups.Count);
        foreach (var aggregate in group.Aggregates)
            columns.Add(known?.Invoke(aggregate, groups) ?? Value(rows, level, groups, counts, aggregate, budget));
        return new RowSet(new Table(group.Output.ToSchema(), columns, rows.Table.Version, groups.Count), new RowList(groups.Count));
    }

    static Column Value(RowSet rows, IReadOnlyList<int> level, Groups groups, CodeCounts counts, Aggregate aggregate, ExecutionBudget budget)
    {
        if (aggregate.From.Count > 0)
            return Staged(rows, level, groups, aggregate, budget);
        budget.Spend(rows.Rows.Count);
        if (aggregate.Value is not (null or ColumnReference))
            budget.Spend(rows.Rows.Count, aggregate.Value);
        return aggregate.Value is ColumnReference { Ordinal: var ordinal } && counts.Of(aggregate.Method, aggregate.Type, rows.Table.Columns[ordinal]) is { } counted
            ? counted
            : Of(rows, aggregate.Value, aggregate.Method, aggregate.Type, groups, budget);
    }

    /// <summary>One method over one expression; without an expression it counts rows.</summary>
    static Column Of(RowSet rows, Expression? value, AggregateMethod method, EdmType type, Groups groups, ExecutionBudget budget) => value switch
    {
        null => Aggregation.Counts(groups.Sizes()),
        ColumnReference reference => Aggregation.Of(method, type, rows.Table.Columns[reference.Ordinal], rows.Rows, groups.Ids, groups.Count),
        _ => Aggregation.Of(
            method, type, ComputedColumn.Of(rows.Table, value, rows.Rows.ToArray(), budget.Cancellation), new RowList(rows.Rows.Count), groups.Ids, groups.Count),
    };

    /// <summary>
    /// <c>X with m from A with n</c>: aggregates within the groups of all properties named, then folds the last named ones away,
    /// one <c>from</c> after the other (Data Aggregation §3.2.1.5).
    /// </summary>
    static Column Staged(RowSet rows, IReadOnlyList<int> level, Groups groups, Aggregate aggregate, ExecutionBudget budget)
    {
        budget.Spend((long)rows.Rows.Count * (1 + aggregate.From.Count));
        if (aggregate.Value is not (null or ColumnReference))
            budget.Spend(rows.Rows.Count, aggregate.Value);
        int[] by = [.. level.Concat(aggregate.From.SelectMany(from => from.By)).Distinct()];
        var inner = Groups.Of(rows, by, budget);
        var values = Of(rows, aggregate.Value, aggregate.Method, aggregate.FirstType, inner, budget);
        for (var stage = 0; stage < aggregate.From.Count; stage++)
        {
            var (_, method, type) = aggregate.From[stage];
            int[] rest = [.. level.Concat(aggregate.From.Skip(stage + 1).SelectMany(from => from.By)).Distinct()];
            var outer = stage == aggregate.From.Count - 1 ? groups : Groups.Of(rows, rest, budget);
            values = Aggregation.Of(method, type, values, new RowList(inner.Count), Outer(inner, outer), outer.Count);
            inner = outer;
        }

        return values;
    }

    /// <summary>The outer group of each inner one; every row says both.</summary>
    static int[] Outer(Groups inner, Groups outer)
    {
        var ids = new int[inner.Count];
        for (var place = 0; place < inner.Ids.Length; place++)
            ids[inner.Ids[place]] = outer.Ids[place];
        return ids;
    }
}
