using System.Runtime.CompilerServices;
using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>
/// Runs plans where their rows are, and cuts answers into pages: by place where the result belongs to a version, behind the last row
/// where it is read from live tables one by one.
/// </summary>
sealed class Pager(FeedOptions options, QuerySlots slots, DatabaseExecutor database)
{
    /// <summary>The rows of a plan that addresses one entity or a count.</summary>
    public async Task<QueryResult> RunAsync(QueryPlan plan, PlanTables tables, CancellationToken cancellation)
    {
        var related = await RelatedAsync(plan, tables, cancellation);
        return tables.Main.IsInStore
            ? (await ReadAsync(plan, related, new PageRequest(1), cancellation)).Result
            : await ComputeAsync(plan, tables, related, cancellation);
    }

    /// <summary>A page, whose properties are all computed.</summary>
    /// <param name="unpaged">The format has no place for a link, so the answer is whole unless the client prefers pages.</param>
    public async Task<AnswerPage> PageAsync(
        QueryPlan plan, PlanTables tables, PageToken? token, Preferences preferences, bool unpaged, CancellationToken cancellation)
    {
        var related = await RelatedAsync(plan, tables, cancellation);
        if (!tables.Main.IsInStore)
        {
            var result = await ComputeAsync(plan, tables, related, cancellation);
            var range = PageRange.Of(result, tables.Versions, token?.Place, preferences, options, unpaged);
            return new AnswerPage(await EvaluatedAsync(result, range.First, range.End, cancellation), range.First, range.End, range.Size, range.Next?.ToString());
        }

        var wanted = preferences.PageSize ?? token?.PageSize;
        int? size = wanted is null && unpaged ? null : Math.Min(wanted ?? options.PageSize, options.MaxPageSize);
        var page = await ReadAsync(plan, related, new PageRequest(size, token?.Mark, token?.Place?.First, token?.Place?.End), cancellation);
        var next = page.Place is { } place ? new SkipToken(tables.Versions, place.First, place.End, size ?? options.MaxPageSize, plan.Signature).ToString() : page.Next?.ToString();
        var rows = await EvaluatedAsync(page.Result, page.Result.First, page.Result.End, cancellation);
        return new AnswerPage(rows, rows.First, rows.End, size, size is null ? null : next, size is null ? page.Next : null);
    }

    /// <summary>The parts behind the first one of an answer that is not cut: each is read when the one before is written.</summary>
    public async IAsyncEnumerable<QueryResult> PartsAsync(QueryPlan plan, PlanTables tables, PageMark? rest, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (rest is not null)
        {
            var part = await ReadAsync(plan, await RelatedAsync(plan, tables, cancellation), new PageRequest(null, rest), cancellation);
            yield return await EvaluatedAsync(part.Result, part.Result.First, part.Result.End, cancellation);
            rest = part.Next;
        }
    }

    ValueTask<DatabasePage> ReadAsync(QueryPlan plan, Func<string, Table> related, PageRequest page, CancellationToken cancellation) =>
        slots.HoldAsync(() => database.RunAsync(plan, related, page, cancellation, options.Limits.Groups), cancellation);

    async ValueTask<QueryResult> ComputeAsync(QueryPlan plan, PlanTables tables, Func<string, Table> related, CancellationToken cancellation)
    {
        if (KnownResults.Find(plan, tables.All, new ExecutionBudget(cancellation, options.Limits.Groups)) is { } known)
            return known;
        var result = await slots.RunAsync(token => Executor.Run(plan, tables.Main, related, token, options.Limits.Groups), cancellation);
        KnownResults.Keep(plan, tables.All, result);
        return result;
    }

    async ValueTask<QueryResult> EvaluatedAsync(QueryResult result, int first, int end, CancellationToken cancellation)
    {
        if (result.Plan.Select.Concat(result.Plan.Objects.Select(entry => entry.Key)).All(column => column.Computed is null))
            return result;
        return await slots.RunAsync(
            token =>
            {
                result.Budget.Cancellation = token;
                return result.ForPage(first, end);
            },
            cancellation);
    }

    /// <summary>The other tables a plan names; of those in the store, the rows it names by their keys.</summary>
    async Task<Func<string, Table>> RelatedAsync(QueryPlan plan, PlanTables tables, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Table>(StringComparer.Ordinal);
        foreach (var set in plan.NamedKeys.GroupBy(named => named.Set).Where(set => tables.IsInStore(set.Key)))
            found[set.Key] = await database.FindAsync(tables[set.Key].Schema, [.. set.Select(named => named.Key)], cancellation);
        return found.Count == 0 ? tables.Related : set => found.GetValueOrDefault(set) ?? tables.Related(set);
    }
}
