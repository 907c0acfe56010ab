using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Query;
using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Tests.Query.Oracle;
using ODataFeed.Tests.Snapshot;
using ODataFeed.Tests.Store;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Query;

/// <summary>
/// Random queries over the live tables of each provider, read page by page, against the memory scan, which <see cref="OracleTests"/> holds
/// against a naive evaluation.
/// </summary>
public sealed class DatabaseOracleTests(ITestOutputHelper output)
{
    const int Rows = 60;
    const int Queries = 1_000;

    static readonly StoreTables Tables = new([SampleTables.AllTypes]);
    static readonly Planner Planner = new(new FeedModel([SampleTables.AllTypes]), TimeProvider.System);
    static readonly string[] OfValues = ["ArithmeticOverflow", "DivisionByZero"];

    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public Task TheDatabaseScanAnswersAsTheMemoryScan(string provider) => CompareAsync(provider, seed: 5, random => RandomQuery.Of(random).Url);

    [Theory]
    [MemberData(nameof(Providers))]
    public Task SoItDoesWhatItPushesDown(string provider) => CompareAsync(provider, seed: 6, PushedDown);

    async Task CompareAsync(string provider, int seed, Func<Random, string> next)
    {
        var random = new Random(seed);
        var (table, _) = SampleTables.Random(random, Rows);
        using var database = await TestDatabase.NewAsync(provider);
        var executor = await StoredAsync(database, table);
        var (refused, compared) = (0, 0);
        for (var i = 0; i < Queries; i++)
        {
            var (url, size) = (next(random), random.Next(1, 12));
            var plan = Planner.Plan(PathParser.Parse("Things"), QueryParser.Parse(url));
            var expected = Memory(plan, table);
            var actual = await StoreAsync(executor, plan, size);

            // Over a page the database scan looks at fewer rows, never at more.
            var agrees = OfValues.Contains(expected.Text) ? actual.Text == expected.Text || !actual.IsError : expected == actual;
            Assert.True(agrees, $"{provider}, query {i}, pages of {size}: Things?{Uri.UnescapeDataString(url)}\nexpected {expected}\nactual {actual}");
            refused += expected.IsError ? 1 : 0;
            compared += expected.IsError ? 0 : expected.Text.Count(c => c == '\n');
        }

        output.WriteLine($"{Queries} queries: {compared} rows compared, {refused} refused by the memory scan");
        Assert.InRange(refused, 0, Queries / 2);
    }

    /// <summary>Comparisons, orders and groupings of columns, of which the database does all.</summary>
    static string PushedDown(Random random)
    {
        string[] names = ["Name", "Flag", "Small", "Big", "Price", "Day", "Stamp", "Span"];
        var filter = string.Join(random.Next(2) == 0 ? " and " : " or ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Comparison(random)));
        if (random.Next(2) == 0)
        {
            var order = string.Join(',', names.Where(_ => random.Next(4) == 0).Select(name => name + (random.Next(2) == 0 ? " desc" : "")).DefaultIfEmpty("Id desc"));
            return $"$filter={Uri.EscapeDataString(filter)}&$orderby={Uri.EscapeDataString(order)}&$skip={random.Next(5)}&$top={random.Next(Rows)}&$count=true";
        }

        var by = names.Where(_ => random.Next(5) == 0).ToList();
        var aggregate = $"aggregate({string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(n => Aggregate(random, names, n)))})";
        var grouped = by.Count == 0 ? aggregate : $"groupby(({string.Join(',', by)}),{aggregate})";
        return $"$apply={Uri.EscapeDataString($"filter({filter})/{grouped}")}";
    }

    static string Comparison(Random random)
    {
        var @operator = new[] { "eq", "ne", "lt", "le", "gt", "ge" }[random.Next(6)];
        var term = random.Next(8) switch
        {
            0 => $"Name {@operator} '{new[] { "", "a", "b", "Zoë", "😀", "\uFFFD", "日本", "100%" }[random.Next(8)]}'",
            1 => $"Small {@operator} {random.Next(-5, 20)}",
            2 => $"Big {@operator} {new[] { "0", "-1", "65536", "9223372036854775807", "-9223372036854775808" }[random.Next(5)]}",
            3 => $"Day {@operator} 2026-0{random.Next(1, 10)}-11",
            4 => $"Small in ({random.Next(-5, 20)},{random.Next(-5, 20)}{(random.Next(2) == 0 ? ",null" : "")})",
            5 => $"Small {@operator} Big",
            6 => "Flag",
            _ => $"{new[] { "Name", "Day", "Span", "Stamp", "Flag" }[random.Next(5)]} {@operator} null",
        };
        return random.Next(3) == 0 ? $"not ({term})" : $"({term})";
    }

    static string Aggregate(Random random, string[] names, int n) => random.Next(6) switch
    {
        0 => $"$count as A{n}",
        1 => $"{names[random.Next(names.Length)]} with countdistinct as A{n}",
        2 => $"{names[random.Next(names.Length)]} with min as A{n}",
        3 => $"{names[random.Next(names.Length)]} with max as A{n}",
        4 => $"{new[] { "Small", "Big", "Price" }[random.Next(3)]} with average as A{n}",
        _ => $"{new[] { "Small", "Big", "Price", "Span", "Small mul 2" }[random.Next(5)]} with sum as A{n}",
    };

    static Answer Memory(QueryPlan plan, Table table)
    {
        try
        {
            var result = Executor.Run(plan, table, NoOther, default);
            return new Answer($"{(plan.Count ? result.Count : 0)}\n{Text(result)}", false);
        }
        catch (FeedException error)
        {
            return new Answer(error.Code, true);
        }
    }

    static async Task<Answer> StoreAsync(DatabaseExecutor executor, QueryPlan plan, int size)
    {
        try
        {
            var text = "";
            for (var request = new PageRequest(size); ;)
            {
                var page = await executor.RunAsync(plan, NoOther, request, default);
                text += Text(page.Result);
                if (page.Next is null && page.Place is null)
                    return new Answer($"{(plan.Count ? page.Result.Count : 0)}\n{text}", false);
                Assert.Equal(size, page.Result.End - page.Result.First);
                request = page.Next is { } mark ? new PageRequest(size, PageMark.Parse(mark.ToString())) : new PageRequest(size, null, page.Place!.Value.First, page.Place.Value.End);
            }
        }
        catch (FeedException error)
        {
            return new Answer(error.Code, true);
        }
    }

    /// <summary>The rows as they are answered, a line each.</summary>
    static string Text(QueryResult result)
    {
        var page = result.ForPage(result.First, result.End);
        return string.Concat(Enumerable.Range(page.First, page.End - page.First)
            .Select(place => string.Join('|', page.Plan.Select.Select(column => Plain(page.Table.Columns[column.Ordinal].GetObject(page.Rows[place])))) + "\n"));
    }

    /// <summary>Equal decimals are one, whatever zeros they end in.</summary>
    static object? Plain(object? value) => value is decimal number ? number / 1.0000000000000000000000000000m : value;

    static Table NoOther(string set) => throw new InvalidOperationException($"{set} is not related.");

    static async Task<DatabaseExecutor> StoredAsync(TestDatabase database, Table table)
    {
        using var store = new ReportStore(database.Database, Tables, "sample", NullLogger<ReportStore>.Instance);
        await store.OpenAsync(CancellationToken.None);
        await store.PublishAsync([new TableChange(null, table)], 0, CancellationToken.None);
        return new DatabaseExecutor(database.Database, Tables, NullLogger<DatabaseExecutor>.Instance);
    }

    /// <summary>What <c>$count</c> says and the rows, or the code of the error.</summary>
    sealed record Answer(string Text, bool IsError);
}
