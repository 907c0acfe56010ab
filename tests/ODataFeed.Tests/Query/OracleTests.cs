using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Query.Oracle;
using ODataFeed.Tests.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Query;

/// <summary>The engine and a naive evaluation agree on random queries over random rows.</summary>
public sealed class OracleTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 50)]
    [InlineData(4, 5_000)] // more than one chunk, and domains smaller than the table
    public void TheEngineAgreesWithANaiveEvaluation(int seed, int count)
    {
        var random = new Random(seed);
        var (table, rows) = SampleTables.Random(random, count);
        var planner = new Planner(new FeedModel([SampleTables.AllTypes]), TimeProvider.System);
        for (var i = 0; i < 500; i++)
        {
            var terms = new RandomTerms(random);
            var (filter, key, descending) = (terms.Condition(3), terms.Key(2), random.Next(2) == 0);
            var (skip, top) = (random.Next(5), random.Next(count + 5));
            var url = $"$filter={Uri.EscapeDataString(filter.Text)}&$orderby={Uri.EscapeDataString(key.Text)}{(descending ? " desc" : "")}&$skip={skip}&$top={top}&$count=true";
            var matching = rows.Where(row => filter.Value(row) is true).ToList();
            var sorted = descending ? matching.OrderByDescending(key.Value, CellOrder.Instance) : matching.OrderBy(key.Value, CellOrder.Instance);
            var expected = sorted.Skip(skip).Take(top).Select(row => (int)row[0]!);

            var result = Executor.Run(planner.Plan(PathParser.Parse("Things"), QueryParser.Parse(url)), table, _ => throw new InvalidOperationException("No set is related."), default);
            var actual = Enumerable.Range(result.First, result.End - result.First).Select(place => (int)rows[result.Rows[place]][0]!);
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, query {i}: Things?{Uri.UnescapeDataString(url)}");
            Assert.Equal(matching.Count, result.Count);
        }
    }
}
