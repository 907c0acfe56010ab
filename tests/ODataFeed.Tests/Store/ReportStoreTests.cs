using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Tests.Ingest;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Store;

public sealed class ReportStoreTests : IDisposable
{
    static readonly DateOnly Monday = new(2026, 7, 27);
    static readonly TableSchema Trend = TableSchema.Of(Reports.Of("getOffice365ActiveUserCounts"));
    static readonly TableSchema Set = TableSchema.Of(Probe.Report);
    static readonly TableSchema History = TableSchema.OfHistory(Probe.Report);

    readonly StoreTables _tables = new([Trend, Set, History]);
    TestDatabase? _database;

    public static TheoryData<string> Providers => TestDatabase.Providers;

    public void Dispose() => _database?.Dispose();

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AnEmptyStoreHasNothingAndTheNumberZero(string provider)
    {
        _database = await TestDatabase.NewAsync(provider);
        var content = await Store().LoadAsync(default);

        Assert.Equal((0L, 0), (content.PublishNumber, content.Tables.Count));
    }

    /// <summary>A restarted service whose store is in memory has other rows: an entity tag or a link of the time before must not fit them.</summary>
    [Fact]
    public async Task ANewStoreUsesNoNumberOfAnEarlierOne()
    {
        var clock = new FakeClock(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        var earlier = await NumbersAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        var later = await NumbersAsync();

        Assert.Equal(earlier.First + 1, earlier.Second);
        Assert.True(later.First > earlier.Second);

        async Task<(long First, long Second)> NumbersAsync()
        {
            await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddStore(new StoreOptions(), StoreTables.None, "sample").BuildServiceProvider();
            var store = services.GetRequiredService<ReportStore>();
            await store.OpenAsync(default);
            var first = (await store.PublishAsync([], 0, default))!.Value;
            return (first, (await store.PublishAsync([], first, default))!.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task EveryTypeOfCellComesBack(string provider)
    {
        _database = await TestDatabase.NewAsync(provider);
        var rows = ProbeRows(History, [Monday, "ann", true, 27487790694400L, -7, 0.25m, Monday, new DateTimeOffset(2026, 7, 27, 6, 30, 15, TimeSpan.Zero), TimeSpan.FromMinutes(65), "n"],
            [Monday, "ben", null, null, null, null, null, null, null, null],
            [Monday, "", false, 0L, 0, 0m, DateOnly.MinValue, DateTimeOffset.MinValue, TimeSpan.MinValue, ""]);

        var content = await PublishAndLoadAsync(new TableChange(null, rows));

        Assert.Equal(1, content.PublishNumber);
        AssertSame(rows, Assert.Single(content.Tables));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task APublishWritesTheDifference(string provider)
    {
        _database = await TestDatabase.NewAsync(provider);
        var first = TrendRows((Monday, 5), (Monday.AddDays(1), 6), (Monday.AddDays(2), 7));
        var second = TrendRows((Monday.AddDays(1), 60), (Monday.AddDays(2), 7), (Monday.AddDays(3), 8));

        var content = await PublishAndLoadAsync(new TableChange(null, first), new TableChange(first, second));

        Assert.Equal(2, content.PublishNumber);
        AssertSame(second, Assert.Single(content.Tables));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TheNewestRefreshLiesInTheSetAndTheOthersInItsHistory(string provider)
    {
        _database = await TestDatabase.NewAsync(provider);
        var first = ProbeRows(History, Row(Monday, "ann", 1), Row(Monday, "ben", 1));
        var second = ProbeRows(History, Row(Monday, "ann", 1), Row(Monday, "ben", 1), Row(Monday.AddDays(1), "ann", 2), Row(Monday.AddDays(1), "cat", 2));

        var content = await PublishAndLoadAsync(new TableChange(null, first), new TableChange(first, second));

        AssertSame(second, Assert.Single(content.Tables));
        await using var context = _database.Database.NewContext(_tables);
        Assert.Equal(["ann", "cat"], await NamesAsync(context, Set));
        Assert.Equal(["ann", "ben"], await NamesAsync(context, History));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NumbersGoOnAfterARestart(string provider)
    {
        _database = await TestDatabase.NewAsync(provider);
        await PublishAndLoadAsync(new TableChange(null, TrendRows((Monday, 5))));
        using var restarted = Store();
        var content = await restarted.LoadAsync(default);

        Assert.Equal(2, await restarted.PublishAsync([], content.PublishNumber, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AStoreBelongsToOneTenant(string provider)
    {
        _database = await TestDatabase.NewAsync(provider);
        await Store().LoadAsync(default);

        var error = await Assert.ThrowsAsync<StoreException>(() => Store("contoso").LoadAsync(default));

        Assert.Equal(
            "The store holds the reports of tenant 'sample', but the settings are of 'contoso'. Use another Store:ConnectionString for 'contoso'.",
            error.Message);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task EveryReportOfTheCatalogHasItsTables(string provider)
    {
        _database = await TestDatabase.NewAsync(provider);
        var tables = new StoreTables(FeedModel.Of(Reports.Catalog.Reports, []).ReportSets);
        using var store = Store(tables: tables);
        await store.OpenAsync(default);
        var number = 0L;
        foreach (var schema in tables.Schemas.Where(schema => schema.Report!.HistorySet is null || schema.Report.HistorySet == schema.Name))
        {
            var builder = new TableBuilder(schema);
            builder.Add([.. schema.Columns.Select(column => column.Nullable ? null : Least(column.Type))]);
            number = (await store.PublishAsync([new TableChange(null, builder.Build())], number, default))!.Value;
        }

        var content = await store.LoadAsync(default);

        Assert.Equal(Reports.Catalog.Reports.Count, content.Tables.Count);
        Assert.All(content.Tables, table => Assert.Equal(1, table.Count));
    }

    static object Least(ColumnType type) => type == ColumnType.String ? "" : NumberCell.ToObject(type, 0);

    async Task<StoredContent> PublishAndLoadAsync(params TableChange[] changes)
    {
        using var store = Store();
        var number = (await store.LoadAsync(default)).PublishNumber;
        foreach (var change in changes)
            number = (await store.PublishAsync([change], number, default))!.Value;
        return await Store().LoadAsync(default);
    }

    ReportStore Store(string tenant = "sample", StoreTables? tables = null) => new(_database!.Database, tables ?? _tables, tenant, NullLogger<ReportStore>.Instance);

    static async Task<IEnumerable<string>> NamesAsync(StoreContext context, TableSchema schema) =>
        (await context.Rows(schema).Select(row => EF.Property<string>(row, "Name")).ToListAsync()).Order(StringComparer.Ordinal);

    static Table TrendRows(params (DateOnly Day, long Exchange)[] rows)
    {
        var builder = new TableBuilder(Trend);
        foreach (var (day, exchange) in rows)
            builder.Add([.. Trend.Columns.Select(column => column.Name switch { Report.ReportDate => day, "Exchange" => exchange, _ => (object?)null })]);
        return DownloadedRows.Of(builder.Build()).Table;
    }

    static object?[] Row(DateOnly refresh, string name, long count) => [refresh, name, null, count, null, null, null, null, null, null];

    static Table ProbeRows(TableSchema schema, params object?[][] rows)
    {
        var builder = new TableBuilder(schema);
        foreach (var row in rows)
            builder.Add(row);
        return DownloadedRows.Of(builder.Build()).Table;
    }

    static void AssertSame(Table expected, Table actual)
    {
        Assert.Same(expected.Schema, actual.Schema);
        Assert.Equal(Print(expected), Print(actual));
    }

    static IEnumerable<string> Print(Table table) =>
        Enumerable.Range(0, table.Count).Select(row => string.Join('|', table.Columns.Select(column => column.GetObject(row) ?? "null")));
}
