using System.Globalization;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
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

    /// <summary>Days behind the last one of <c>Dates</c> lead nowhere, as do those that are null.</summary>
    [Theory]
    [InlineData(5, 0)]
    [InlineData(6, 40)]
    [InlineData(7, 3_000)]
    public void JoinsAgreeWithANaiveEvaluation(int seed, int count)
    {
        var random = new Random(seed);
        var (table, rows) = SampleTables.Random(random, count);
        var things = new TableSchema("Things", "", "", SampleTables.AllTypes.Columns, ["Id"]) { Navigations = [new NavigationSchema("Date", "Dates", 6)] };
        var dates = DateTable.Of(new YearRange(2026, 2026), fiscalYearStart: 7);
        var planner = new Planner(new FeedModel([things, DateTable.Schema]), TimeProvider.System);
        for (var i = 0; i < 200; i++)
        {
            var (least, week, filter) = (random.Next(1, 13), random.Next(1, 54), new RandomTerms(random).Condition(2));
            var (transformation, outer) = random.Next(3) switch
            {
                0 => ($"join(Date as D,filter(Month ge {least})/compute(Month add 1 as Next))", false),
                1 => ($"outerjoin(Date as D,filter(Month ge {least})/compute(Month add 1 as Next))", true),
                _ => ($"addnested(Date,filter(Month ge {least})/compute(Month add 1 as Next) as D)", true),
            };
            var url = $"$apply={Uri.EscapeDataString($"{transformation}/filter(D/IsoWeek eq null or D/IsoWeek le {week})/filter({filter.Text})")}&$orderby=D/Next%20desc";
            var expected = rows
                .Select(row => (Row: row, Day: row[6] is DateOnly { Year: 2026 } day && day.Month >= least ? day : (DateOnly?)null))
                .Where(pair => (outer || pair.Day is not null) && (pair.Day is not { } day || ISOWeek.GetWeekOfYear(day.ToDateTime(default)) <= week) && filter.Value(pair.Row) is true)
                .OrderByDescending(pair => pair.Day?.Month ?? 0)
                .Select(pair => ((int)pair.Row[0]!, pair.Day is { } day ? day.Month + 1 : (long?)null));

            var plan = planner.Plan(PathParser.Parse("Things"), QueryParser.Parse(url));
            var result = Executor.Run(plan, new Table(things, table.Columns), _ => dates, default);
            var next = result.Table.Columns[plan.Select.Single(column => column.Name == "D/Next").Ordinal];
            var actual = Enumerable.Range(0, result.Rows.Count).Select(place => ((int)rows[result.Rows[place]][0]!, (long?)next.GetObject(result.Rows[place])));
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, query {i}: Things?{Uri.UnescapeDataString(url)}");
        }
    }
}
