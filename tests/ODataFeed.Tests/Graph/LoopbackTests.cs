using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Graph;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Simulator;
using Xunit;

namespace ODataFeed.Tests.Graph;

/// <summary>The client against the simulator, over real HTTP.</summary>
public sealed class LoopbackTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    static readonly ReportRequest Request = new(Reports.Of("getOffice365ActiveUserCounts"), "D7");

    readonly FakeClock _clock = new();
    readonly GraphTraffic _traffic = new();

    public static TheoryData<string> Functions => new(Reports.Catalog.Reports.Select(report => report.Function));

    [Fact]
    public async Task TheTokenNeverReachesTheDownloadHost()
    {
        simulator.Host.BeforeRequest = null;
        simulator.Host.Requests.Clear();

        var csv = await FetchAsync();

        Assert.StartsWith("\uFEFFReport Refresh Date,", csv, StringComparison.Ordinal);
        Assert.Equal(
            [(simulator.Host.Endpoint.Authority, true), (simulator.Host.DownloadHost, false)],
            simulator.Host.Requests.Snapshot().Select(request => (request.Host, request.HadAuthorization)));
        Assert.Equal((2, Encoding.UTF8.GetByteCount(csv)), (_traffic.Requests, (int)_traffic.Bytes));
    }

    [Fact]
    public async Task AnExpiredLinkIsAskedForAnew()
    {
        var late = true;
        OnDownload(_ =>
        {
            if (late)
                simulator.Clock.Advance(TimeSpan.FromMinutes(6));
            late = false;
            return Task.FromResult(false);
        });

        Assert.Contains("Report Date", await FetchAsync());
        Assert.Equal(4, _traffic.Requests);
    }

    [Fact]
    public async Task CompressedBodiesAreRead()
    {
        OnDownload(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("Report Refresh Date\r\n"u8.ToArray());
            return true;
        });

        Assert.Equal("Report Refresh Date\r\n", await FetchAsync());
    }

    [Theory]
    [InlineData(1000L)]
    [InlineData(null)]
    public async Task ABodyCutOffOnItsWayIsAnError(long? announced)
    {
        var hasBegun = new TaskCompletionSource();
        OnDownload(async context =>
        {
            context.Response.ContentLength = announced;
            await context.Response.WriteAsync("Report Refresh Date\r\n");
            await context.Response.Body.FlushAsync();
            await hasBegun.Task;
            context.Abort();
            return true;
        });
        using var client = Client();
        await using var download = await _clock.PassUntilAsync(client.FetchAsync(Request, _traffic, default));

        hasBegun.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(() => download.Body.CopyToAsync(Stream.Null));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task EveryReportIsReadWithoutLoss(string function)
    {
        simulator.Host.BeforeRequest = null;
        var report = Reports.Of(function);
        var schema = report.HistorySet is null ? TableSchema.Of(report) : TableSchema.OfHistory(report);
        using var client = Client();
        var downloader = new ReportDownloader(
            client, new IngestTargets(new PrivacyOptions()), new RefreshOptions { Reports = [report] }, _clock, NullLogger<ReportDownloader>.Instance);

        foreach (var period in ReportPeriods.Of(report, ["D30"]))
        {
            var record = (await _clock.PassUntilAsync(downloader.FetchAsync(new ReportRequest(report, period), schema, knownTag: null, turn: null, default, default))).Record;
            Assert.Equal((report.Retired is null ? null : "The file has a header and no rows.", 0, 0, null, null), (record.Error, record.BadCells, record.LeftOutRows, record.UnknownColumns, record.MissingColumns));
            Assert.Equal(report.Retired is null, record.Rows > 0);
        }
    }

    void OnDownload(Func<HttpContext, Task<bool>> answer) =>
        simulator.Host.BeforeRequest = context => context.Request.Host.Value == simulator.Host.DownloadHost ? answer(context) : Task.FromResult(false);

    async Task<string> FetchAsync()
    {
        using var client = Client();
        await using var download = await _clock.PassUntilAsync(client.FetchAsync(Request, _traffic, default));
        using var body = new MemoryStream();
        await download.Body.CopyToAsync(body);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    GraphClient Client()
    {
        var options = GraphOptions.Read(new SettingsReader(new ConfigurationBuilder().Build()))
            .ForSampleTenant(simulator.Host.Endpoint, simulator.Host.DownloadHost, simulator.Host.AccessToken);
        return new GraphClient(options, new GraphTokens(options, _clock), new RequestBudget(1000, _clock), GraphSetup.Wire(), _clock, NullLogger<GraphClient>.Instance);
    }
}
