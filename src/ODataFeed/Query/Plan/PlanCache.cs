using System.Collections.Concurrent;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>
/// Plans by URL text. Bounded: when full it starts anew, which costs each URL one more parse and keeps reading free of locks.
/// Plans with <c>now()</c> are not kept.
/// </summary>
/// <param name="planner">Makes the plans.</param>
/// <param name="limits">How large a query may be.</param>
sealed class PlanCache(Planner planner, SyntaxLimits limits)
{
    /// <summary>A plan takes a few kilobytes; a thousand of them are what one busy feed sees in a day.</summary>
    const int Most = 1024;

    /// <summary>Longer queries, as bodies hold them, are not asked often enough to be worth their memory. In characters.</summary>
    const int LongestQuery = 16 * 1024;

    readonly ConcurrentDictionary<(string Path, string Query), QueryPlan> _plans = new();

    /// <summary>The plan for a raw path and query, without paging token.</summary>
    public QueryPlan Plan(PathSyntax path, string rawPath, string rawQuery)
    {
        if (_plans.TryGetValue((rawPath, rawQuery), out var known))
            return known;
        var plan = planner.Plan(path, QueryParser.Parse(rawQuery, limits));
        if (plan.UsesNow || rawQuery.Length > LongestQuery)
            return plan;
        if (_plans.Count >= Most)
            _plans.Clear();
        return _plans[(rawPath, rawQuery)] = plan;
    }
}
