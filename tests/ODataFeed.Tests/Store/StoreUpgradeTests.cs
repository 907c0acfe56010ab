using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Store;

/// <summary>A store that another version of the program, or of the definitions, left behind.</summary>
public sealed class StoreUpgradeTests
{
    static readonly TableSchema Old = Schema("Name:String", "Count:Int64");
    static readonly TableSchema New = Schema("Name:String", "Count:Int64", "Colour:String", "Share:Decimal");

    /// <summary>The InMemory provider keeps nothing, so nothing is left behind.</summary>
    public static TheoryData<string> Providers => TestDatabase.KeepingProviders;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NewColumnsAreAddedAndTheRowsStay(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        await PublishAsync(database, new TableBuilder(Old).Add("a", 5L).Build());

        using var store = Store(database, New);
        var content = await store.LoadAsync(default);

        var table = Assert.Single(content.Tables);
        Assert.Equal(["a", 5L, null, null], table.Columns.Select(column => column.GetObject(0)));
        var changed = new TableBuilder(New).Add("a", 5L, "red", 0.50m).Build();
        Assert.Equal(2, await store.PublishAsync([new TableChange(table, changed)], content.PublishNumber, default));
        Assert.Equal("0.50", $"{(await store.LoadAsync(default)).Tables[0]["Share"].GetObject(0)}");
    }

    /// <summary>That tables were found to fit once is not believed of tables that have changed since.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AColumnThatWasDroppedByHandIsAddedAgain(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        await PublishAsync(database, new TableBuilder(Old).Add("a", 5L).Build());
        await using (var context = database.Database.NewContext(StoreTables.None))
            await context.Database.ExecuteSqlRawAsync("""ALTER TABLE "Probe" DROP COLUMN "Count";""");

        using var store = Store(database, Old);
        Assert.Equal(["a", null], Assert.Single((await store.LoadAsync(default)).Tables).Columns.Select(column => column.GetObject(0)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ATableWithUnknownColumnsIsRefused(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        await PublishAsync(database, new TableBuilder(New).Add("a", 5L, "red", 0.5m).Build());

        Assert.StartsWith("Table Probe of the store has columns the catalog does not know: Colour, Share.", await RefusalAsync(database, Old), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AColumnOfAnotherTypeIsRefused(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        await PublishAsync(database, new TableBuilder(Old).Add("a", 5L).Build());

        Assert.StartsWith("Column Count of table Probe in the store is ", await RefusalAsync(database, Schema("Name:String", "Count:String")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ATableWithoutAKeyColumnIsRefused(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        await PublishAsync(database, new TableBuilder(Old).Add("a", 5L).Build());

        Assert.StartsWith("Table Probe of the store has no column Day, ", await RefusalAsync(database, Schema("Day:Date", "Name:String", "Count:Int64")), StringComparison.Ordinal);
    }

    /// <summary>Of a longer key a row would be refused on and on; of a shorter one, two rows would be served as one.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ATableWithAnotherKeyIsRefused(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        await PublishAsync(database, new TableBuilder(Old).Add("a", 5L).Build());

        Assert.StartsWith("Table Probe of the store has the key Name; the catalog says Name, Count.", await RefusalAsync(database, Keyed(Old, "Name", "Count")), StringComparison.Ordinal);
        Assert.StartsWith("Table Probe of the store has the key Name; the catalog says Count.", await RefusalAsync(database, Keyed(Old, "Count")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AStoreOfANewerCatalogIsRefused(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        await PublishAsync(database, new TableBuilder(Old).Add("a", 5L).Build());
        await using (var context = database.Database.NewContext(StoreTables.None))
            await context.Facts.Where(fact => fact.Name == StoreFact.CatalogVersion).ExecuteUpdateAsync(fact => fact.SetProperty(known => known.Value, "999"));

        Assert.StartsWith("The store was written with version 999 of the catalog of reports, ", await RefusalAsync(database, Old), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TextsLieInTheOrderOfTheirBytes(string provider)
    {
        string[] names = ["", "B", "a", "b", "ä", "\uFFFD", "\U0001F600", "with \"quotes\", \\ and \n"];
        using var database = await TestDatabase.NewAsync(provider);
        var rows = new TableBuilder(Old);
        foreach (var name in names)
            rows.Add(name, null);
        var table = DownloadedRows.Of(rows.Build()).Table;
        await PublishAsync(database, table);

        await using var context = database.Database.NewContext(StoreTables.Only(Old));
        var sorted = await context.Rows(Old).Select(row => EF.Property<string>(row, "Name")).OrderBy(name => name).ToListAsync();

        Assert.Equal(Enumerable.Range(0, table.Count).Select(row => (string)table["Name"].GetObject(row)!), sorted);
    }

    static async Task PublishAsync(TestDatabase database, Table table)
    {
        using var store = Store(database, table.Schema);
        var content = await store.LoadAsync(default);
        await store.PublishAsync([new TableChange(null, table)], content.PublishNumber, default);
    }

    static async Task<string> RefusalAsync(TestDatabase database, TableSchema schema)
    {
        using var store = Store(database, schema);
        return (await Assert.ThrowsAsync<StoreException>(() => store.OpenAsync(default))).Message;
    }

    static ReportStore Store(TestDatabase database, TableSchema schema) =>
        new(database.Database, new StoreTables([schema]), "sample", NullLogger<ReportStore>.Instance);

    static TableSchema Keyed(TableSchema schema, params string[] key) => new(schema.Name, "", "", [.. schema.Columns], [.. key]);

    /// <summary>A set Probe; texts and days are its key.</summary>
    static TableSchema Schema(params string[] columns)
    {
        List<ColumnSchema> typed = [.. columns.Select(column => column.Split(':')).Select((column, i) =>
            new ColumnSchema(column[0], Enum.Parse<ColumnType>(column[1]), column[0] is not ("Name" or "Day"), ""))];
        return new TableSchema("Probe", "", "", typed, [.. typed.Where(column => !column.Nullable).Select(column => column.Name)]);
    }
}
