using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>The rows that answer a plan, before paging.</summary>
/// <param name="Table">The table the rows are of.</param>
/// <param name="Rows">All that match, in order; <c>$skip</c> and <c>$top</c> not yet applied.</param>
/// <param name="First">The place of the first row answered.</param>
/// <param name="End">The place behind the last row answered.</param>
/// <param name="Budget">What the query has cost, and may cost yet.</param>
sealed record QueryResult(QueryPlan Plan, Table Table, RowList Rows, int First, int End, ExecutionBudget Budget)
{
    /// <summary>What <c>$count=true</c> and <c>/$count</c> say.</summary>
    public long Count { get; init; } = Rows.Count;

    /// <summary>
    /// The same result with computed properties evaluated for the rows of a page, so that afterwards every property is a column and
    /// nothing can fail any more.
    /// </summary>
    public QueryResult ForPage(int first, int end)
    {
        if (Plan.Select.Concat(Plan.Objects.Select(entry => entry.Key)).All(column => column.Computed is null))
            return this;
        var rows = Rows.Slice(first, end - first).ToArray();
        var columns = Table.Columns.ToList();
        var plan = Plan with
        {
            Select = [.. Plan.Select.Select(Evaluated)],
            Objects = [.. Plan.Objects.Select(entry => entry with { Key = Evaluated(entry.Key) })],
        };
        return this with { Table = new Table(Table.Schema, columns, Table.Version, Table.Count), Plan = plan };

        OutputColumn Evaluated(OutputColumn column)
        {
            if (column.Computed is null)
                return column;
            columns.Add(Scattered.Of(Table, column.Computed, rows, Budget));
            return column with { Ordinal = columns.Count - 1, Computed = null };
        }
    }
}

/// <summary>Runs plans. Stateless: everything comes with the plan and the tables.</summary>
static class Executor
{
    /// <param name="related">The other tables the plan names, by set name.</param>
    /// <param name="groups">The most groups that one <c>groupby</c> may make.</param>
    /// <returns>No row where a navigation property that the path follows leads nowhere.</returns>
    /// <exception cref="FeedException">No entity has the key; a value made arithmetic fail; or the query is too expensive.</exception>
    public static QueryResult Run(QueryPlan plan, Table table, Func<string, Table> related, CancellationToken cancellation, int groups = int.MaxValue)
    {
        var budget = new ExecutionBudget(cancellation, groups);
        var rows = new Pipeline(related, budget).Run(plan.Steps, new RowSet(table, Addressed(plan, table, related, cancellation)));
        return plan.Key.Count > 0 && rows.Rows.Count == 0 ? throw FeedErrors.NoSuchEntity(plan) : Finish(plan, rows, budget);
    }

    /// <summary>Sorts and cuts rows that have gone through all steps of the plan.</summary>
    public static QueryResult Finish(QueryPlan plan, RowSet rows, ExecutionBudget budget)
    {
        if (plan.OrderBy.Count > 0)
            rows = rows with { Rows = new RowList(RowSorter.Sort(rows.Table, plan.OrderBy, rows.Rows.ToArray(), budget)) };

        var first = (int)Math.Min(plan.Skip, rows.Rows.Count);
        var end = first + (int)Math.Min(plan.Top ?? long.MaxValue, rows.Rows.Count - first);
        return new QueryResult(plan, rows.Table, rows.Rows, first, end, budget);
    }

    static RowList Addressed(QueryPlan plan, Table table, Func<string, Table> related, CancellationToken cancellation)
    {
        if (!plan.IsSingle)
            return new RowList(table.Count);
        var row = plan.Origin is { } origin ? Followed(origin, table, related, cancellation) : KeyLookup.Find(table, plan.Key);
        return new RowList(row < 0 ? [] : [row]);
    }

    static int Followed(PathOrigin origin, Table target, Func<string, Table> related, CancellationToken cancellation)
    {
        var entity = Run(origin.Entity, related(origin.Entity.Set.Name), related, cancellation);
        return entity.Rows.Count == 0 ? -1 : RelatedRows.Find(entity.Table, entity.Rows[entity.First], origin.Navigation, target);
    }
}
