using System.Net;
using ODataFeed.Refresh;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Refresh;

public sealed class ReportRefreshTests : IDisposable
{
    static readonly string[] TrendColumns = ["ReportDate", "ReportRefreshDate", "Exchange"];
    static readonly string[] DetailColumns = ["ReportRefreshDate", "SiteId", "FileCount"];

    readonly RefreshRig _rig = new();

    public static TheoryData<string> Providers => TestDatabase.Providers;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task DaysOfATrendMergeAndTheNewestRefreshWins()
    {
        _rig.AnswerCounts("2026-07-29 2026-07-30 5", "2026-07-30 2026-07-30 6");
        _rig.AnswerCounts("2026-07-30 2026-07-31 60", "2026-07-31 2026-07-31 7");

        Assert.Equal("Published", await _rig.RunAsync(RefreshRig.Trend));
        Assert.Equal("Published", await _rig.RunAsync(RefreshRig.Trend));

        Assert.Equal("2026-07-29 2026-07-30 5 / 2026-07-30 2026-07-31 60 / 2026-07-31 2026-07-31 7", _rig.Rows("Office365ActiveUserCounts", TrendColumns));
        Assert.Equal(2, _rig.Snapshots.Current.Version);
        Assert.Equal(2, _rig.Snapshots.Current.Find("Office365ActiveUserCounts")!.Version);
    }

    [Fact]
    public async Task ASetHoldsTheNewestRefreshAndItsHistoryAll()
    {
        _rig.AnswerDetail("2026-07-30 a 1", "2026-07-30 b 1");
        _rig.AnswerDetail("2026-07-31 a 2", "2026-07-31 c 2");

        await _rig.RunAsync(RefreshRig.Period);
        await _rig.RunAsync(RefreshRig.Period);

        Assert.Equal("2026-07-31 a 2 / 2026-07-31 c 2", _rig.Rows("OneDriveUsageAccountDetail", DetailColumns));
        Assert.Equal("2026-07-30 a 1 / 2026-07-30 b 1 / 2026-07-31 a 2 / 2026-07-31 c 2", _rig.Rows("OneDriveUsageAccountDetailHistory", DetailColumns));
        var status = _rig.Status.Of(RefreshRig.Period);
        Assert.Equal((new DateOnly(2026, 7, 31), new DateOnly(2026, 7, 30), 2L), (status.ContentDate, status.HistoryFrom, status.Rows));
    }

    [Fact]
    public async Task TheSameRowsAgainAreUnchangedAndMakeNoVersion()
    {
        _rig.AnswerDetail("2026-07-30 a 1");

        await _rig.RunAsync(RefreshRig.Period);
        var before = _rig.Snapshots.Current;

        Assert.Equal("Unchanged", await _rig.RunAsync(RefreshRig.Period));
        Assert.All(
            ["OneDriveUsageAccountDetail", "OneDriveUsageAccountDetailHistory", "Dates", "Products", "Users"],
            set => Assert.Same(before.Find(set), _rig.Snapshots.Current.Find(set)));
    }

    [Fact]
    public async Task AFailureLeavesTheLastGoodRowsAndSaysWhy()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.Wire.On(RefreshRig.Counts, HttpStatusCode.Forbidden, """{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}""", "application/json");

        await _rig.RunAsync(RefreshRig.Trend);

        Assert.Equal("Failed", await _rig.RunAsync(RefreshRig.Trend));
        Assert.Equal("2026-07-30 2026-07-30 6", _rig.Rows("Office365ActiveUserCounts", TrendColumns));
        var status = _rig.Status.Of(RefreshRig.Trend);
        Assert.Equal("getOffice365ActiveUserCounts(period='D180'): Graph answered 403 S2SUnauthorized: Invalid permission. Grant the app registration Reports.Read.All (application permission) and consent as an administrator.", status.LastError);
        Assert.Equal(("S2SUnauthorized", ReportState.Failing), (status.LastErrorCode, status.StateAt(_rig.Time.GetUtcNow(), _rig.Options.StaleAfter)));
    }

    [Fact]
    public async Task AReportThatIsRefusedFromTheStartHasNoTable()
    {
        _rig.Wire.On(RefreshRig.Counts, HttpStatusCode.Forbidden);

        await _rig.RunAsync(RefreshRig.Trend);

        Assert.Equal("none", _rig.Rows("Office365ActiveUserCounts", TrendColumns));
    }

    [Fact]
    public async Task AHeaderOnlyAnswerLeavesTheRowsOfBefore()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.AnswerCounts();

        await _rig.RunAsync(RefreshRig.Trend);

        Assert.Equal("Empty", await _rig.RunAsync(RefreshRig.Trend));
        Assert.Equal("2026-07-30 2026-07-30 6", _rig.Rows("Office365ActiveUserCounts", TrendColumns));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "Report Refresh Date,Exchange,Report Date,Report Period\r\n")]
    [InlineData(HttpStatusCode.NoContent, "")]
    public async Task AReportThatNeverHadRowsIsASetWithoutRows(HttpStatusCode status, string body)
    {
        _rig.Wire.On(RefreshRig.Counts, status, body);

        Assert.Equal("Empty", await _rig.RunAsync(RefreshRig.Trend));
        Assert.Equal("", _rig.Rows("Office365ActiveUserCounts", TrendColumns));
    }

    [Fact]
    public async Task TooManyBadCellsFailTheRefresh()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.AnswerCounts("2026-07-30 2026-07-31 7", "2026-07-31 2026-07-31 many");

        await _rig.RunAsync(RefreshRig.Trend);

        Assert.Equal("Failed", await _rig.RunAsync(RefreshRig.Trend));
        Assert.Equal("2026-07-30 2026-07-30 6", _rig.Rows("Office365ActiveUserCounts", TrendColumns));
        Assert.Equal(
            "1 of 2 rows have bad cells or no key, more than Refresh:MaxBadCells=0.01 allows: Exchange in line 3: 'aaaa'",
            _rig.Status.Of(RefreshRig.Trend).LastError);
    }

    [Fact]
    public async Task ATruncatedBodyIsFetchedAgain()
    {
        _rig.Wire.On(RefreshRig.Counts, HttpStatusCode.OK, "Report Refresh Date,Exchange,Report Date,Report Period\r\n2026-07-30,6,2026-0");
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");

        Assert.Equal("Published", await _rig.RunAsync(RefreshRig.Trend));
        Assert.Equal(2, _rig.Wire.Requests.Count);
    }

    [Theory]
    [InlineData("2026-07-30,6,2026-07-30,180\r\n2026-0", "")]
    [InlineData("2026-07-30,6,2026-07-30,180\r\n", "Content-Length: 1000")]
    public async Task ATruncatedBodyIsNeverPublished(string rows, string header)
    {
        _rig.Wire.On(RefreshRig.Counts, HttpStatusCode.OK, "Report Refresh Date,Exchange,Report Date,Report Period\r\n" + rows, "text/csv", header.Length == 0 ? [] : [header]);

        Assert.Equal("Failed", await _rig.RunAsync(RefreshRig.Trend));
        Assert.Equal("none", _rig.Rows("Office365ActiveUserCounts", TrendColumns));
    }

    [Fact]
    public async Task JsonIsPagedThrough()
    {
        const string Next = "https://graph.test/beta/reports/getOneDriveUsageAccountDetail(period='D30')?$format=application/json&$skiptoken=x%2B";
        _rig.Wire.On(RefreshRig.Detail, HttpStatusCode.OK,
            $$"""{"@odata.nextLink":"{{Next}}","value":[{"reportRefreshDate":"2026-07-30","siteUrl":"a","storageUsedInBytes":5,"reportPeriod":"30"}]}""", "application/json");
        _rig.Wire.On(Next, HttpStatusCode.OK, """{"value":[{"reportRefreshDate":"2026-07-30","siteUrl":"b","storageUsedInBytes":6,"reportPeriod":"30"}]}""", "application/json");

        Assert.Equal("Published", await _rig.RunAsync(RefreshRig.Period));
        Assert.Equal("a 5 30 / b 6 30", _rig.Rows("OneDriveUsageAccountDetail", "SiteURL", "StorageUsedByte", "ReportPeriod"));
    }

    [Fact]
    public async Task PagesThatGoInACircleAreAnError()
    {
        _rig.Wire.On(RefreshRig.Detail, HttpStatusCode.OK, $$"""{"@odata.nextLink":"{{RefreshRig.Detail}}","value":[]}""", "application/json");

        Assert.Equal("Failed", await _rig.RunAsync(RefreshRig.Period));
        Assert.Equal("getOneDriveUsageAccountDetail(period='D30'): the pages lead back to one that was read already.", _rig.Status.Of(RefreshRig.Period).LastError);
    }

    [Fact]
    public async Task PagesWithoutEndAreAnError()
    {
        const string Page = "https://graph.test/page";
        var page = 0;
        _rig.Wire.Answer = address => address == RefreshRig.Detail || address.StartsWith(Page, StringComparison.Ordinal)
            ? $$"""{"@odata.nextLink":"{{Page}}{{page++}}","value":[]}"""
            : null;

        // Nothing here waits for the clock, which would run out while the pages are read.
        Assert.Equal(RefreshOutcome.Failed, Assert.Single(await _rig.Refresh.RunAsync(RefreshRig.Period, default)).Outcome);
        Assert.Equal("getOneDriveUsageAccountDetail(period='D30'): the JSON goes on after 1000 pages.", _rig.Status.Of(RefreshRig.Period).LastError);
    }

    [Fact]
    public async Task TheFileOfAnotherReportIsNeverPublished()
    {
        _rig.AnswerDetail("2026-07-30 a 1");
        _rig.Wire.On(RefreshRig.Detail, HttpStatusCode.OK, "Report Refresh Date,Colour,Report Period\r\n2026-07-31,red,30\r\n");

        await _rig.RunAsync(RefreshRig.Period);

        Assert.Equal("Failed", await _rig.RunAsync(RefreshRig.Period));
        Assert.Equal("2026-07-30 a 1", _rig.Rows("OneDriveUsageAccountDetail", DetailColumns));
    }

    /// <summary>The setting is asked for once an hour; the tenant may switch in between.</summary>
    [Fact]
    public async Task NamesThatAreHashesAreConcealedWhateverTheSettingSaidBefore()
    {
        _rig.AnswerSettings("""{"displayConcealedNames":false}""");
        _rig.AnswerDetail("2026-07-30 a 1");
        _rig.Wire.On(RefreshRig.Detail, HttpStatusCode.OK, "Report Refresh Date,Site Id,Owner Principal Name,File Count,Report Period\r\n2026-07-31,a,0123456789ABCDEF0123456789ABCDEF,1,30\r\n");

        await _rig.RunAsync(RefreshRig.Period);
        Assert.False(_rig.Status.Of(RefreshRig.Period).NamesConcealed);
        await _rig.RunAsync(RefreshRig.Period);

        Assert.True(_rig.Status.Of(RefreshRig.Period).NamesConcealed);
    }

    [Fact]
    public async Task EveryFetchIsLogged()
    {
        _rig.AnswerDetail("2026-07-30 a 1", "2026-07-30 a 1", "never b 1");

        await _rig.RunAsync(RefreshRig.Period);

        var log = Assert.Single((await _rig.Store.LoadAsync(default)).Tables, table => table.Schema == RefreshLog.Schema);
        object?[] cells = [.. new[] { "Id", "Report", "Period", "Outcome", "Rows", "Requests", "Duplicates", "LeftOutRows" }.Select(column => log[column].GetObject(0))];
        Assert.Equal([1L, "OneDriveUsageAccountDetail", "D30", "Failed", 0L, 1L, 1L, 1L], cells);
        Assert.Contains("Storage Used (Byte)", (string?)log["MissingColumns"].GetObject(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARestartServesWhatTheStoreHolds()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.AnswerDetail("2026-07-30 a 1");
        _rig.AnswerDetail("2026-07-31 a 2");
        await _rig.RunAsync(RefreshRig.Trend);
        await _rig.RunAsync(RefreshRig.Period);
        await _rig.RunAsync(RefreshRig.Period);

        using var restarted = new RefreshRig(_rig);
        await restarted.Publisher.LoadAsync(default);

        Assert.Equal(3, restarted.Snapshots.Current.Version);
        Assert.Equal("2026-07-30 2026-07-30 6", restarted.Rows("Office365ActiveUserCounts", TrendColumns));
        Assert.Equal("2026-07-31 a 2", restarted.Rows("OneDriveUsageAccountDetail", DetailColumns));
        Assert.Equal("2026-07-30 a 1 / 2026-07-31 a 2", restarted.Rows("OneDriveUsageAccountDetailHistory", DetailColumns));
        restarted.AnswerDetail("2026-08-01 a 3");
        await restarted.RunAsync(RefreshRig.Period);
        Assert.Equal("2026-08-01 a 3", restarted.Rows("OneDriveUsageAccountDetail", DetailColumns));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task WithoutHistoryOnlyTheNewestRefreshStays(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        using var rig = new RefreshRig(retention: new StoreOptions { KeepHistoryDays = 0 }, database: database.Database);
        await rig.Publisher.LoadAsync(default);
        rig.AnswerDetail("2026-07-30 a 1");
        rig.AnswerDetail("2026-07-31 a 2");

        await rig.RunAsync(RefreshRig.Period);
        await rig.RunAsync(RefreshRig.Period);

        Assert.Equal("2026-07-31 a 2", rig.Rows("OneDriveUsageAccountDetailHistory", DetailColumns));
        Assert.Equal(1, (await rig.Store.LoadAsync(default)).Tables.Single(table => table.Schema.Name == "OneDriveUsageAccountDetailHistory").Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task OfPersonalHistoryTheLastRefreshOfAMonthStays(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        using var rig = new RefreshRig(retention: new StoreOptions { KeepPersonalHistoryDays = 10 }, database: database.Database);
        await rig.Publisher.LoadAsync(default);
        string[] days = ["2026-06-29", "2026-06-30", "2026-07-01", "2026-07-30"];
        foreach (var day in days)
            rig.AnswerDetail($"{day} a 1");
        foreach (var _ in days)
            await rig.RunAsync(RefreshRig.Period);

        using var restarted = new RefreshRig(rig, database: database.Database);
        await restarted.Publisher.LoadAsync(default);

        Assert.Equal("2026-06-30 / 2026-07-30", restarted.Rows("OneDriveUsageAccountDetailHistory", "ReportRefreshDate"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task DaysOfATrendStayHoweverOldTheyAre(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        using var rig = new RefreshRig(retention: new StoreOptions { KeepHistoryDays = 1, KeepPersonalHistoryDays = 1 }, database: database.Database);
        await rig.Publisher.LoadAsync(default);
        rig.AnswerCounts("2020-01-01 2020-01-02 5");
        rig.AnswerCounts("2026-07-30 2026-07-30 6");

        await rig.RunAsync(RefreshRig.Trend);
        await rig.RunAsync(RefreshRig.Trend);

        using var restarted = new RefreshRig(rig, database: database.Database);
        await restarted.Publisher.LoadAsync(default);
        Assert.Equal("2020-01-01 2020-01-02 5 / 2026-07-30 2026-07-30 6", restarted.Rows("Office365ActiveUserCounts", TrendColumns));
    }
}
