using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Store.Transfer;
using ODataFeed.Tests.Ingest;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Store.Transfer;

/// <summary>The store into a folder and back: what comes in is what went out, or the import is refused and leaves nothing behind.</summary>
public sealed class StoreTransferTests : IDisposable
{
    static readonly DateOnly Monday = new(2026, 7, 27);
    static readonly TableSchema Set = TableSchema.Of(Probe.Report);
    static readonly TableSchema History = TableSchema.OfHistory(Probe.Report);
    static readonly TableSchema Trend = TableSchema.Of(Reports.Of("getOffice365ActiveUserCounts"));
    static readonly StoreTables Tables = new([Trend, Set, History]);

    static readonly object?[][] Extremes =
    [
        [Monday, "", null, null, null, null, null, null, null, null],
        [Monday, "least", false, long.MinValue, int.MinValue, decimal.MinValue, DateOnly.MinValue, DateTimeOffset.MinValue, TimeSpan.MinValue, ""],
        [Monday, "most", true, long.MaxValue, int.MaxValue, decimal.MaxValue, DateOnly.MaxValue, DateTimeOffset.MaxValue, TimeSpan.MaxValue, "\uD83D\uDE00 Zoë 張"],
        [Monday, "tick", true, 0L, 0, 0.0000000000000000000000000001m, Monday, new DateTimeOffset(638_000_000_000_000_001, TimeSpan.Zero), new TimeSpan(1), "\uFEFFmark"],
        [Monday, "minus", true, -1L, -1, -1.50m, Monday, DateTimeOffset.UnixEpoch, new TimeSpan(-1), "-1"],
        [Monday, "a, \"b\"\r\nc", null, null, null, null, null, null, null, "\"\""],
        [Monday, "=1+1", null, null, null, null, null, null, null, "=HYPERLINK(\"http://x\")"],
        [Monday, "'=1+1", null, null, null, null, null, null, null, "''"],
        [Monday, " ", null, null, null, null, null, null, null, "\r"],
        [Monday, "\t", null, null, null, null, null, null, null, "\n"],
        [Monday, "long", null, null, null, null, null, null, null, new string('"', 200_000)],
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("export").FullName;
    readonly List<TestDatabase> _databases = [];

    /// <summary>From and to, of the providers there are on this machine.</summary>
    public static IEnumerable<object[]> Pairs =>
        from object[] source in TestDatabase.KeepingProviders from object[] target in TestDatabase.KeepingProviders select new[] { source[0], target[0] };

    public void Dispose()
    {
        _databases.ForEach(database => database.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task EveryValueComesBackFromTheFolder(string from, string to)
    {
        var (source, target) = (await NewAsync(from), await NewAsync(to));
        await FillAsync(source);

        await ExportAsync(source, "first");
        await ImportAsync(target, "first");
        await ExportAsync(target, "second");

        var (expected, actual) = (await LoadAsync(source), await LoadAsync(target));
        Assert.Equal((4L, 4L), (actual.PublishNumber, actual.ErasureNumber));
        Assert.Equal(2, actual.Tables.Count);
        Assert.Equal(Print(expected), Print(actual));
        foreach (var file in Directory.GetFiles(InFolder("first")))
            Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(InFolder("second"), Path.GetFileName(file))));
    }

    [Fact]
    public async Task AFileIsWhatExcelOpens()
    {
        var source = await NewAsync(nameof(StoreProvider.Sqlite));
        object?[][] rows =
        [
            [Monday, "", true, -5L, 7, 0.50m, Monday, new DateTimeOffset(2026, 7, 27, 6, 30, 15, TimeSpan.Zero), TimeSpan.FromMinutes(65), null],
            [Monday, "=A1", false, null, null, null, null, null, TimeSpan.FromDays(-1.5), ""],
            [Monday, "a,\"b\"", null, null, null, null, null, null, null, "'tis\r\nso"],
        ];
        await PublishAsync(source, new TableChange(null, Rows(History, rows)));

        await ExportAsync(source, "first");

        const string Expected = """"
            ReportRefreshDate,Name,Seen,Count,Small,Share,Day,At,Time,Note
            2026-07-27,"",true,-5,7,0.50,2026-07-27,2026-07-27T06:30:15.0000000Z,01:05:00,
            2026-07-27,'=A1,false,,,,,,-1.12:00:00,""
            2026-07-27,"a,""b""",,,,,,,,"''tis
            so"

            """";
        Assert.Equal("\uFEFF" + Expected.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(await File.ReadAllBytesAsync(InFolder("first/Probe.csv"))));
        Assert.Equal(
            "\uFEFFReportRefreshDate,Name,Seen,Count,Small,Share,Day,At,Time,Note\r\n",
            Encoding.UTF8.GetString(await File.ReadAllBytesAsync(InFolder("first/ProbeHistory.csv"))));
    }

    /// <summary>What is done to the folder ⇶ what the refusal says.</summary>
    [Theory]
    [InlineData("manifest.json", null, null, "it is no export, or one that broke off")]
    [InlineData("manifest.json", "\"format\": 1", "\"format\": 2", "has format 2; this program reads format 1")]
    [InlineData("manifest.json", "{", "", "is no manifest of an export")]
    [InlineData("manifest.json", "\"tenant\"", "\"owner\"", "is no manifest of an export")]
    [InlineData("manifest.json", "\"sample\"", "\"contoso\"", "The export holds the reports of tenant 'contoso', but the settings are of 'sample'")]
    [InlineData("manifest.json", "\"catalogVersion\": 1", "\"catalogVersion\": 999", "The export was made with version 999")]
    [InlineData("manifest.json", "\"ProbeHistory\": 2", "\"OtherHistory\": 2", "no definition knows: OtherHistory")]
    [InlineData("manifest.json", "\"set\": \"Probe\"", "\"set\": \"ProbeHistory\"", "files are not those of its published sets")]
    [InlineData("manifest.json", "\"rows\": 2", "\"rows\": 3", "Office365ActiveUserCounts.csv has 2 rows, the manifest says 3")]
    [InlineData("Probe.csv", null, null, "Probe.csv of the export is missing")]
    [InlineData("Probe.csv", "\r\n", "\n", "Probe.csv was changed after the export: its SHA-256 is")]
    [InlineData("Probe.csv", ",Name,", ",Nome,", "Probe.csv has a column 'Nome', which Probe has not")]
    [InlineData("Probe.csv", ",Seen,", ",Name,", "Probe.csv has a column twice")]
    [InlineData("Probe.csv", "true", "TRUE", "Seen is no Boolean")]
    [InlineData("Probe.csv", "9223372036854775807", "9223372036854775808", "Count is no Int64")]
    [InlineData("Probe.csv", "2147483647", "2147483648", "Small is no Int32")]
    [InlineData("Probe.csv", "9999-12-31,", "9999-12-32,", "Day is no Date")]
    [InlineData("Probe.csv", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59", "At is no DateTimeOffset")]
    [InlineData("Probe.csv", "0.0000000000000000000000000001", "1e-28", "Share is no Decimal")]
    [InlineData("Probe.csv", "00:00:00.0000001", "PT1S", "Time is no Duration")]
    [InlineData("Probe.csv", ",\"\",", ",,", "Name is empty, but part of the key")]
    [InlineData("Probe.csv", "\"a, ", "a, ", "Probe.csv is malformed")]
    public async Task ABrokenOrForeignExportIsRefusedAndNothingIsWritten(string file, string? found, string? replacement, string message)
    {
        var (source, target) = (await NewAsync(nameof(StoreProvider.Sqlite)), await NewAsync(nameof(StoreProvider.Sqlite)));
        await FillAsync(source);
        await ExportAsync(source, "good");
        await ExportAsync(source, "bad");
        await BreakAsync(InFolder("bad"), file, found, replacement, isSigned: !message.Contains("SHA", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<StoreException>(() => ImportAsync(target, "bad"));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await LoadAsync(target)).PublishNumber);
        await ImportAsync(target, "good");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.KeepingProviders), MemberType = typeof(TestDatabase))]
    public async Task ABrokenImportIsRolledBackOnEveryProvider(string provider)
    {
        var (source, target) = (await NewAsync(nameof(StoreProvider.Sqlite)), await NewAsync(provider));
        await FillAsync(source);
        await ExportAsync(source, "good");
        await ExportAsync(source, "bad");
        await BreakAsync(InFolder("bad"), "Probe.csv", "true", "TRUE", isSigned: true);

        await Assert.ThrowsAsync<StoreException>(() => ImportAsync(target, "bad"));

        await ImportAsync(target, "good");
        Assert.Equal(Print(await LoadAsync(source)), Print(await LoadAsync(target)));
    }

    [Fact]
    public async Task AStoreThatIsNotEmptyIsRefused()
    {
        var source = await NewAsync(nameof(StoreProvider.Sqlite));
        await FillAsync(source);
        await ExportAsync(source, "first");

        var error = await Assert.ThrowsAsync<StoreException>(() => ImportAsync(source, "first"));

        Assert.Equal("The store is not empty: 4 publishes were made to it. Import goes into an empty store: use another Store:ConnectionString.", error.Message);
    }

    [Fact]
    public async Task AnExportNeedsAnEmptyFolderAndSomethingToExport()
    {
        var source = await NewAsync(nameof(StoreProvider.Sqlite));
        Assert.Contains("holds nothing yet", (await Assert.ThrowsAsync<StoreException>(() => ExportAsync(source, "first"))).Message, StringComparison.Ordinal);
        await FillAsync(source);
        await ExportAsync(source, "first");
        Assert.Contains("is not an empty folder", (await Assert.ThrowsAsync<StoreException>(() => ExportAsync(source, "first"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASetNoDefinitionKnowsIsNotLeftOutSilently()
    {
        var source = await NewAsync(nameof(StoreProvider.Sqlite));
        await FillAsync(source);

        var error = await Assert.ThrowsAsync<StoreException>(() => ExportAsync(source, "first", new StoreTables([Trend])));

        Assert.Contains("sets that no definition knows, so their rows would be missing: ProbeHistory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AColumnALaterDefinitionAddedIsNull()
    {
        var older = Probe.Report with { Columns = [.. Probe.Report.Columns.SkipLast(1)] };
        var tables = new StoreTables([TableSchema.Of(older), TableSchema.OfHistory(older)]);
        var (source, target) = (await NewAsync(nameof(StoreProvider.Sqlite)), await NewAsync(nameof(StoreProvider.Sqlite)));
        await PublishAsync(source, tables, new TableChange(null, Rows(tables.Schemas[1], [.. Extremes.Select(row => row[..^1])])));
        await ExportAsync(source, "first", tables);

        await ImportAsync(target, "first");

        var rows = Assert.Single((await LoadAsync(target)).Tables);
        Assert.Equal(Extremes.Length, rows.Count);
        Assert.All(Enumerable.Range(0, rows.Count), row => Assert.Null(rows["Note"].GetObject(row)));
    }

    /// <summary>Two refreshes of a period report, so that its two tables have rows, a trend, and an erasure.</summary>
    static async Task FillAsync(TestDatabase database)
    {
        var first = Rows(History, [Monday.AddDays(-1), "ann", true, 1L, 1, 1m, Monday, null, null, "n"]);
        var second = Rows(History, [[Monday.AddDays(-1), "ann", true, 1L, 1, 1m, Monday, null, null, "n"], .. Extremes]);
        await PublishAsync(database, new TableChange(null, first), new TableChange(first, second), new TableChange(null, Rows(Trend, Day(1), Day(2))));
        using var store = Store(database, Tables);
        await store.EraseAsync([], 3, default);
    }

    static object?[] Day(int day) =>
        [.. Trend.Columns.Select(column => column.Name switch { Report.ReportDate => Monday.AddDays(day), "Exchange" => (long)day, _ => (object?)null })];

    static Task PublishAsync(TestDatabase database, params TableChange[] changes) => PublishAsync(database, Tables, changes);

    static async Task PublishAsync(TestDatabase database, StoreTables tables, params TableChange[] changes)
    {
        using var store = Store(database, tables);
        var number = (await store.LoadAsync(default)).PublishNumber;
        foreach (var change in changes)
            number = (await store.PublishAsync([change], number, default))!.Value;
    }

    static Table Rows(TableSchema schema, params object?[][] rows)
    {
        var builder = new TableBuilder(schema);
        foreach (var row in rows)
            builder.Add(row);
        return DownloadedRows.Of(builder.Build()).Table;
    }

    static ReportStore Store(TestDatabase database, StoreTables tables) => new(database.Database, tables, "sample", NullLogger<ReportStore>.Instance);

    async Task<TestDatabase> NewAsync(string provider)
    {
        _databases.Add(await TestDatabase.NewAsync(provider));
        return _databases[^1];
    }

    async Task ExportAsync(TestDatabase source, string folder, StoreTables? tables = null)
    {
        using var store = Store(source, tables ?? Tables);
        await new StoreExport(store, (RelationalDatabase)source.Database, tables ?? Tables, TextWriter.Null).RunAsync(InFolder(folder), default);
    }

    async Task ImportAsync(TestDatabase target, string folder)
    {
        using var store = Store(target, Tables);
        await new StoreImport(store, (RelationalDatabase)target.Database, Tables, "sample", TextWriter.Null).RunAsync(InFolder(folder), default);
    }

    static async Task<StoredContent> LoadAsync(TestDatabase database)
    {
        using var store = Store(database, Tables);
        return await store.LoadAsync(default);
    }

    string InFolder(string name) => Path.Combine(_folder, name);

    /// <summary>Replaces the first place of a text in a file, or deletes the file; the manifest is signed again where that is asked for.</summary>
    static async Task BreakAsync(string folder, string file, string? found, string? replacement, bool isSigned)
    {
        var path = Path.Combine(folder, file);
        if (found is null)
        {
            File.Delete(path);
            return;
        }

        var before = await File.ReadAllBytesAsync(path);
        var text = Encoding.UTF8.GetString(before);
        var place = text.IndexOf(found, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{file} has no {found}");
        await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(text[..place] + replacement + text[(place + found.Length)..]));
        if (isSigned && file != "manifest.json")
        {
            var manifest = Path.Combine(folder, "manifest.json");
            var signed = (await File.ReadAllTextAsync(manifest)).Replace(Hash(before), Hash(await File.ReadAllBytesAsync(path)), StringComparison.Ordinal);
            await File.WriteAllTextAsync(manifest, signed);
        }
    }

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    static IEnumerable<string> Print(StoredContent content) =>
        from table in content.Tables.OrderBy(table => table.Schema.Name, StringComparer.Ordinal)
        from row in Enumerable.Range(0, table.Count)
        select $"{table.Schema.Name} {table.Version}: {string.Join('|', table.Columns.Select(column => Print(column.GetObject(row))))}";

    /// <summary>Exact: to the tick, and null apart from an empty text.</summary>
    static string Print(object? cell) => cell switch
    {
        null => "null",
        string text => $"'{text}'",
        DateTimeOffset instant => instant.UtcTicks.ToString(CultureInfo.InvariantCulture),
        TimeSpan span => span.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{cell}"),
    };
}
