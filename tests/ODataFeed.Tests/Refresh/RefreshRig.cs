using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Graph;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using ODataFeed.Store;
using ODataFeed.Tests.Graph;
using UsageReports;

namespace ODataFeed.Tests.Refresh;

/// <summary>The ingest corridor over a fake wire, a fake clock and a database of its own. A trend and a detail report are selected.</summary>
sealed class RefreshRig : IDisposable
{
    public const string Counts = "https://graph.test/v1.0/reports/getOffice365ActiveUserCounts(period='D180')";
    public const string Detail = "https://graph.test/v1.0/reports/getOneDriveUsageAccountDetail(period='D30')";

    const string ReportSettings = "https://graph.test/v1.0/admin/reportSettings";

    readonly StoreDatabase _database;
    readonly StoreTables _tables;

    public RefreshRig(RefreshRig? before = null, StoreOptions? retention = null, bool byDay = false, StoreDatabase? database = null)
    {
        _database = database ?? before?._database ?? StoreSetup.Database(new StoreOptions());
        Model = before?.Model ?? FeedModel.Of([Trend, Period], [], [.. byDay ? FeedModel.ByDaySets([Trend, Period]) : [], ReportsTable.Schema, RefreshLog.Schema]);
        _tables = before?._tables ?? new StoreTables([.. Model.ReportSets, ReportsTable.Schema, RefreshLog.Schema]);
        var graph = new GraphOptions
        {
            Credential = GraphCredential.StaticToken,
            AccessToken = "token",
            Endpoint = new Uri("https://graph.test"),
            AuthorityHost = new Uri("https://login.test"),
            DownloadHosts = DownloadHosts.Default,
        };
        Settings.On(ReportSettings, HttpStatusCode.Forbidden, """{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}""", "application/json");
        Options = new RefreshOptions { Reports = [Trend, Period], ByDay = byDay };
        Budget = new RequestBudget(Options.Budget, Time, json: 10_000);
        Snapshots = new PublishedSnapshots(Time, TimeSpan.FromMinutes(30));
        Status = new RefreshStatus(Reports.Catalog, Options);
        Store = new ReportStore(_database, _tables, "sample", NullLogger<ReportStore>.Instance);
        retention ??= new StoreOptions();
        Publisher = new SnapshotPublisher(Store, Snapshots, Model, new DerivedTables(Model, 1, null), Status, Options, retention, new Replica(new StoreOptions()), Time);
        var client = new GraphClient(graph, new GraphTokens(graph, Time), Budget, Wire, Time, NullLogger<GraphClient>.Instance);
        var downloader = new ReportDownloader(client, new IngestTargets(new PrivacyOptions()), Options, Time, NullLogger<ReportDownloader>.Instance);
        var settings = new GraphClient(graph, new GraphTokens(graph, Time), Budget, Settings, Time, NullLogger<GraphClient>.Instance);
        var names = new TenantNames(settings, Time, NullLogger<TenantNames>.Instance);
        Refresh = new ReportRefresh(downloader, Publisher, Snapshots, Model, Options, retention, Budget, names, new RequestTurns(Options.Parallel), Time);
    }

    public static Report Trend { get; } = Reports.Of("getOffice365ActiveUserCounts");

    public static Report Period { get; } = Reports.Of("getOneDriveUsageAccountDetail");

    public FeedModel Model { get; }

    public FakeWire Wire { get; } = new();

    /// <summary>The wire to the tenant's setting about names; it answers 403 unless a test says otherwise.</summary>
    public FakeWire Settings { get; } = new();

    public FakeClock Time { get; } = new(new DateTimeOffset(2026, 8, 1, 6, 0, 0, TimeSpan.Zero));

    public RefreshOptions Options { get; }

    public RequestBudget Budget { get; }

    public PublishedSnapshots Snapshots { get; }

    public RefreshStatus Status { get; }

    public ReportStore Store { get; }

    public SnapshotPublisher Publisher { get; }

    public ReportRefresh Refresh { get; }

    /// <summary>Answers the next request of the trend; a row is day, refresh date and Exchange.</summary>
    public void AnswerCounts(params string[] rows) => Wire.On(Counts, HttpStatusCode.OK,
        "Report Refresh Date,Exchange,Report Date,Report Period\r\n" + string.Concat(rows.Select(row => row.Split(' ')).Select(row => $"{row[1]},{row[2]},{row[0]},180\r\n")));

    /// <summary>Answers the next request of the detail report; a row is refresh date, site and file count.</summary>
    public void AnswerDetail(params string[] rows) => Wire.On(Detail, HttpStatusCode.OK,
        "Report Refresh Date,Site Id,Owner Principal Name,File Count,Report Period\r\n"
        + string.Concat(rows.Select(row => row.Split(' ')).Select(row => $"{row[0]},{row[1]},{row[1]}@x,{row[2]},30\r\n")));

    /// <summary>The tenant's setting from now on.</summary>
    public void AnswerSettings(string body) => Settings.Answer = _ => body;

    /// <summary>One refresh of one report; its outcomes.</summary>
    public async Task<string> RunAsync(Report report)
    {
        var records = await Time.PassUntilAsync(Refresh.RunAsync(report, default), () => Wire.Requests.Count);
        return string.Join(", ", records.Select(record => record.Outcome));
    }

    /// <summary>The cells of some columns of a served set, row by row; "none" while it has no table.</summary>
    public string Rows(string set, params string[] columns) => Snapshots.Current.Find(set) is not { } table ? "none"
        : string.Join(" / ", Enumerable.Range(0, table.Count).Select(row => string.Join(' ', columns.Select(column => Print(table[column].GetObject(row))))));

    public void Dispose()
    {
        Publisher.Dispose();
        Store.Dispose();
    }

    static string Print(object? cell) => cell is DateOnly day ? day.ToString("o") : $"{cell ?? "null"}";
}
