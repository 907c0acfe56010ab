using System.Collections.Concurrent;
using ODataFeed.Feed;
using ODataFeed.Query;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Query.Oracle;
using ODataFeed.Tests.Snapshot;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Query;

/// <summary>The engine and a naive evaluation agree on random queries over random rows.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    /// <summary>Queries over one table: making a table takes longer than asking it.</summary>
    const int PerTable = 50;

    static readonly Planner Planner = new(new FeedModel([SampleTables.AllTypes]), TimeProvider.System);

    /// <summary>Rows and queries: many small tables of nulls and duplicates, some of more than a chunk and of domains smaller than the table.</summary>
    [Theory]
    [InlineData(1, 0, 1_000)]
    [InlineData(2, 1, 4_000)]
    [InlineData(3, 7, 8_000)]
    [InlineData(4, 25, 7_000)]
    [InlineData(5, 80, 1_000)]
    [InlineData(6, 2_500, 50)]
    public void TheEngineAgreesWithANaiveEvaluation(int seed, int count, int queries)
    {
        var (errors, rows, failures) = (0, 0L, new ConcurrentQueue<string>());
        Parallel.For(0, queries / PerTable, new ParallelOptions { MaxDegreeOfParallelism = 2 }, table =>
        {
            var random = new Random((seed * 1_000_000) + table);
            var (sample, cells) = SampleTables.Random(random, count);
            List<Row> plain = [.. cells.Select(RandomQuery.ToRow)];
            for (var i = 0; i < PerTable && failures.IsEmpty; i++)
            {
                var query = RandomQuery.Of(random);
                try
                {
                    var agreed = Agree(query, sample, plain);
                    Interlocked.Add(ref errors, agreed is null ? 1 : 0);
                    Interlocked.Add(ref rows, agreed ?? 0);
                }
                catch (Exception fault)
                {
                    failures.Enqueue($"seed {seed}, table {table}, query {i}: Things?{Uri.UnescapeDataString(query.Url)}{Environment.NewLine}{fault}");
                }
            }
        });
        output.WriteLine($"{queries} queries over {count} rows: {rows} rows compared, {errors} refused by both");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));

        // Refusals agree too, but what is compared must be rows.
        Assert.InRange(errors, 0, queries / 2);
    }

    /// <returns>How many rows agreed; null where evaluation ends in an error.</returns>
    static long? Agree(RandomQuery query, Table table, List<Row> rows)
    {
        (List<Row> Page, int Count) expected;
        try
        {
            expected = query.Run(rows);
        }
        catch (Exception error) when (error is OverflowException or DivideByZeroException or ArgumentOutOfRangeException)
        {
            // The engine may look at fewer rows than the naive evaluation does, never at more.
            try
            {
                Read(query, table);
            }
            catch (FeedException refused)
            {
                Assert.Contains(refused.Code, new[] { "ArithmeticOverflow", "DivisionByZero" });
            }

            return null;
        }

        var (page, found) = Read(query, table);
        Assert.Equal(expected.Count, found);
        Assert.Equal(expected.Page.Count, page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            foreach (var name in query.Names)
                Assert.True(Same(expected.Page[i][name], page[i][name]), $"Row {i} {name}: expected {expected.Page[i][name] ?? "null"}, found {page[i][name] ?? "null"}.");
        }

        return page.Count;
    }

    /// <summary>All pages of a query, one skip token after the other, as the serve corridor reads them.</summary>
    static (List<Row> Rows, int Count) Read(RandomQuery query, Table table)
    {
        var plan = Planner.Plan(PathParser.Parse("Things"), QueryParser.Parse(query.Url));
        var (rows, token, options) = (new List<Row>(), (SkipToken?)null, new FeedOptions { PageSize = query.PageSize });
        while (true)
        {
            var result = Executor.Run(plan, table, _ => throw new InvalidOperationException("No set is related."), default);
            var range = PageRange.Of(result, "1", token, default, options, unpaged: false);
            var page = result.ForPage(range.First, range.End);
            for (var place = range.First; place < range.End; place++)
                rows.Add(new Row(page.Plan.Select.Select(column => KeyValuePair.Create(column.Name, page.Table.Columns[column.Ordinal].GetObject(page.Rows[place])))));
            if (range.Next is not { } next)
                return (rows, (int)result.Count);
            plan = plan with { Skip = 0, Top = null };
            token = SkipToken.Parse(next.ToString(), plan);
        }
    }

    /// <summary>Sums of doubles may differ in their last digits, by the order of their terms.</summary>
    static bool Same(object? expected, object? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (double a, var b) => b is double or decimal or long or int && Near(a, Convert.ToDouble(b, null)),
        (long or decimal, long or int or decimal) => Convert.ToDecimal(expected, null) == Convert.ToDecimal(actual, null),
        (long or decimal, double b) => Near(Convert.ToDouble(expected, null), b),
        _ => expected.Equals(actual),
    };

    static bool Near(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b));
}
