using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// Results of queries that filtered, sorted or grouped, for the second page and the next user: lists of rows, and what was computed. They
/// go with the version of the table they were read from.
/// </summary>
static class KnownResults
{
    /// <summary>Half of what the rows take: some dozen row lists of a report of users.</summary>
    const double Share = 0.5;

    /// <summary>Kept of any table: groups and lists of small ones, which are asked most often.</summary>
    const long Least = 1 << 20;

    /// <summary>What an entry takes beside its rows, roughly.</summary>
    const int Overhead = 512;

    static readonly TableCache<AskedOf, QueryResult> Known = new(Share, Least);

    /// <summary>The result as it was, with a budget of its own; null where it is not known.</summary>
    /// <param name="tables">Those that the plan reads, its own set's first.</param>
    public static QueryResult? Find(QueryPlan plan, IReadOnlyList<Table> tables, ExecutionBudget budget) =>
        IsWorthIt(plan) && Known.Find(tables[0], new AskedOf(plan, tables)) is { } known ? known with { Budget = budget } : null;

    public static void Keep(QueryPlan plan, IReadOnlyList<Table> tables, QueryResult result)
    {
        // Rows in the store may have changed when the next one asks.
        if (!IsWorthIt(plan) || tables.Any(table => table.IsInStore))
            return;
        var made = result.Table.Columns.Except(tables.SelectMany(table => table.Columns)).Sum(column => column.Bytes);
        Known.Keep(tables[0], new AskedOf(plan, tables), result with { Budget = new ExecutionBudget(default) }, Overhead + result.Rows.Bytes + made);
    }

    /// <summary>Whether there is more to do than to read the table from a place on, and the answer is the same a moment later.</summary>
    static bool IsWorthIt(QueryPlan plan) => !plan.IsSingle && !plan.UsesNow && (plan.Steps.Count > 0 || plan.OrderBy.Count > 0);
}
