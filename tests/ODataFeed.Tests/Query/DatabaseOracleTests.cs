using Microsoft.Extensions.Logging.Abstractions;
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

namespace ODataFeed.Tests.Query;

/// <summary>Random queries over the live tables of each provider, read page by page: as a naive evaluation has it.</summary>
public sealed class DatabaseOracleTests
{
    const int Rows = 60;
    const int Queries = 700;

    static readonly StoreTables Tables = new([SampleTables.AllTypes]);

    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TheDatabaseScanAgreesWithANaiveEvaluation(string provider)
    {
        var random = new Random(5);
        var (table, rows) = SampleTables.Random(random, Rows);
        using var database = await TestDatabase.NewAsync(provider);
        var executor = await StoredAsync(database, table);
        var planner = new Planner(new FeedModel([SampleTables.AllTypes]), TimeProvider.System);
        for (var i = 0; i < Queries; i++)
        {
            var terms = new RandomTerms(random);
            var filter = terms.Condition(3);
            var (key, ordinal) = random.Next(3) == 0 ? (terms.Key(2), -1) : Column(random.Next(1, 9));
            var (descending, skip, top, size) = (random.Next(2) == 0, random.Next(5), random.Next(Rows), random.Next(1, 12));
            var url = $"$filter={Uri.EscapeDataString(filter.Text)}&$orderby={Uri.EscapeDataString(key.Text)}{(descending ? " desc" : "")}&$skip={skip}&$top={top}&$count=true";
            var matching = rows.Where(row => filter.Value(row) is true).ToList();
            var sorted = descending ? matching.OrderByDescending(key.Value, CellOrder.Instance) : matching.OrderBy(key.Value, CellOrder.Instance);
            var expected = sorted.Skip(skip).Take(top).Select(row => (int)row[0]!).ToList();

            var (actual, count) = await ReadAsync(executor, planner.Plan(PathParser.Parse("Things"), QueryParser.Parse(url)), size);
            Assert.True(expected.SequenceEqual(actual), $"{provider}, query {i}, pages of {size}: Things?{Uri.UnescapeDataString(url)}\n{string.Join(',', expected)}\n{string.Join(',', actual)}");
            Assert.Equal(matching.Count, count);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task GroupsOfTheDatabaseAreThoseOfTheMemoryScan(string provider)
    {
        var random = new Random(6);
        var (table, _) = SampleTables.Random(random, 2 * Rows);
        using var database = await TestDatabase.NewAsync(provider);
        var executor = await StoredAsync(database, table);
        var planner = new Planner(new FeedModel([SampleTables.AllTypes]), TimeProvider.System);
        string[] names = ["Name", "Flag", "Small", "Big", "Price", "Day", "Stamp", "Span"];
        for (var i = 0; i < Queries / 2; i++)
        {
            var by = names.Where(_ => random.Next(5) == 0).ToList();
            var aggregates = Enumerable.Range(0, random.Next(1, 4)).Select(n => Aggregate(random, names, n));
            var aggregate = $"aggregate({string.Join(',', aggregates)})";
            var filter = random.Next(2) == 0 ? $"filter({new RandomTerms(random).Condition(2).Text})/" : "";
            var url = $"$apply={Uri.EscapeDataString(filter + (by.Count == 0 ? aggregate : $"groupby(({string.Join(',', by)}),{aggregate})"))}";
            var plan = planner.Plan(PathParser.Parse("Things"), QueryParser.Parse(url));

            var expected = await TextAsync(() => Task.FromResult(Executor.Run(plan, table, NoOther, default)));
            var actual = await TextAsync(async () => (await executor.RunAsync(plan, NoOther, new PageRequest(1000), default)).Result);
            Assert.True(expected == actual, $"{provider}, query {i}: {Uri.UnescapeDataString(url)}\n{expected}\n{actual}");
        }
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

    /// <summary>The rows as text, or the error.</summary>
    static async Task<string> TextAsync(Func<Task<QueryResult>> run)
    {
        try
        {
            var result = await run();
            var cells = Enumerable.Range(result.First, result.End - result.First)
                .Select(place => string.Join('|', result.Table.Columns.Select(column => column.GetObject(result.Rows[place]))));
            return string.Join('\n', cells);
        }
        catch (ODataFeed.Query.FeedException error)
        {
            return error.Code;
        }
    }

    static async Task<(List<int> Ids, long Count)> ReadAsync(DatabaseExecutor executor, QueryPlan plan, int size)
    {
        var (ids, count) = (new List<int>(), 0L);
        for (var request = new PageRequest(size); ;)
        {
            var page = await executor.RunAsync(plan, NoOther, request, default);
            var result = page.Result;
            ids.AddRange(Enumerable.Range(result.First, result.End - result.First).Select(place => (int)result.Table.Columns[0].GetObject(result.Rows[place])!));
            count = result.Count;
            if (page.Next is null && page.Place is null)
                return (ids, count);
            Assert.Equal(size, result.End - result.First);
            request = page.Next is { } mark ? new PageRequest(size, PageMark.Parse(mark.ToString())) : new PageRequest(size, null, page.Place!.Value.First, page.Place.Value.End);
        }
    }

    static (Term Key, int Ordinal) Column(int ordinal) => (new Term(SampleTables.AllTypes.Columns[ordinal].Name, row => row[ordinal]), ordinal);

    static Table NoOther(string set) => throw new InvalidOperationException($"{set} is not related.");

    static async Task<DatabaseExecutor> StoredAsync(TestDatabase database, Table table)
    {
        using var store = new ReportStore(database.Database, Tables, "sample", NullLogger<ReportStore>.Instance);
        await store.OpenAsync(CancellationToken.None);
        await store.PublishAsync([new TableChange(null, table)], 0, CancellationToken.None);
        return new DatabaseExecutor(database.Database, Tables, NullLogger<DatabaseExecutor>.Instance);
    }
}
