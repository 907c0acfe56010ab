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

/// <summary>Joins with days agree with a naive evaluation, on random rows and conditions.</summary>
public sealed class JoinOracleTests
{
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
            var (least, week, filter) = (random.Next(1, 13), random.Next(1, 54), Harmless(random));
            var (transformation, outer) = random.Next(3) switch
            {
                0 => ($"join(Date as D,filter(Month ge {least})/compute(Month add 1 as Next))", false),
                1 => ($"outerjoin(Date as D,filter(Month ge {least})/compute(Month add 1 as Next))", true),
                _ => ($"addnested(Date,filter(Month ge {least})/compute(Month add 1 as Next) as D)", true),
            };
            var url = $"$apply={Uri.EscapeDataString($"{transformation}/filter(D/IsoWeek eq null or D/IsoWeek le {week})/filter({filter.Text})")}&$orderby=D/Next%20desc";
            var expected = rows
                .Select(row => (Row: row, Day: row[6] is DateOnly { Year: 2026 } day && day.Month >= least ? day : (DateOnly?)null))
                .Where(pair => (outer || pair.Day is not null) && (pair.Day is not { } day || ISOWeek.GetWeekOfYear(day.ToDateTime(default)) <= week) && filter.Value(RandomQuery.ToRow(pair.Row)) is true)
                .OrderByDescending(pair => pair.Day?.Month ?? 0)
                .Select(pair => ((int)pair.Row[0]!, pair.Day is { } day ? day.Month + 1 : (long?)null));

            var plan = planner.Plan(PathParser.Parse("Things"), QueryParser.Parse(url));
            var result = Executor.Run(plan, new Table(things, table.Columns), _ => dates, default);
            var next = result.Table.Columns[plan.Select.Single(column => column.Name == "D/Next").Ordinal];
            var actual = Enumerable.Range(0, result.Rows.Count).Select(place => ((int)rows[result.Rows[place]][0]!, (long?)next.GetObject(result.Rows[place])));
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, query {i}: Things?{Uri.UnescapeDataString(url)}");
        }
    }

    /// <summary>A condition that no row makes fail.</summary>
    static Term Harmless(Random random) => new RandomTerms(random, new Columns([("Name", Kind.Text), ("Flag", Kind.Flag)])).Condition(1);
}
