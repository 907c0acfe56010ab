using System.IO.Pipelines;
using ODataFeed.Output;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Benchmarks;

/// <summary>A query through parser, planner, executor and JSON writer, without the server around them.</summary>
sealed class Engine(Table table)
{
    static readonly ContextUrl Context = new("https://feed/odata", UserDetail.Set);

    readonly Planner _planner = new(FeedModel.Of([UserDetail.Report], []), TimeProvider.System);

    public QueryPlan Plan(string query) => _planner.Plan(PathParser.Parse(UserDetail.Set), QueryParser.Parse(query));

    public QueryResult Run(QueryPlan plan) => Executor.Run(plan, table, _ => throw new InvalidOperationException("No query here follows a navigation."), default);

    /// <summary>The same for a plan that was run before.</summary>
    public QueryResult RunAgain(QueryPlan plan)
    {
        if (KnownResults.Find(plan, [table], new ExecutionBudget(default)) is { } known)
            return known;
        var result = Run(plan);
        KnownResults.Keep(plan, [table], result);
        return result;
    }

    public static async Task WriteAsync(QueryResult result)
    {
        var pipe = PipeWriter.Create(Stream.Null);
        var page = result.ForPage(result.First, result.End);
        await JsonAnswer.WritePageAsync(pipe, page, page.First, page.End, Context, null, new Representation(), default);
        await pipe.CompleteAsync();
    }
}
