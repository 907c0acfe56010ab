using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Graph;
using Xunit;

namespace ODataFeed.Tests.Graph;

public sealed class GraphClientTests
{
    const string Call = "https://graph.test/v1.0/reports/getOffice365ActiveUserCounts(period='D7')";
    const string Link = "https://reportsncu.office.com/data/download?token=a%2Fb+c==&x=%E2%82%AC&y=../z";
    const string Csv = "Report Refresh Date\r\n2026-07-25\r\n";

    readonly FakeWire _wire = new();
    readonly FakeClock _time = new(new DateTimeOffset(2026, 8, 1, 6, 0, 0, TimeSpan.Zero));
    readonly GraphTraffic _traffic = new();

    [Fact]
    public async Task TheRedirectIsFollowedByteForByteAndWithoutTheToken()
    {
        _wire.Redirect(Call, Link).On(Link, HttpStatusCode.OK, Csv);

        Assert.Equal(("Csv", Csv), await FetchAsync());

        Assert.Equal([Call + " | Bearer secret-token", Link + " | "], _wire.Requests);
        Assert.Equal((2, Csv.Length), (_traffic.Requests, (int)_traffic.Bytes));
    }

    [Theory]
    [InlineData("text/csv", "Csv")]
    [InlineData("application/octet-stream", "Csv")]
    [InlineData("application/json", "Json")]
    [InlineData("application/problem+json", "Json")]
    public async Task ABodyInGraphsOwnAnswerIsTaken(string mediaType, string format)
    {
        _wire.On(Call, HttpStatusCode.OK, Csv, mediaType);

        Assert.Equal((format, Csv), await FetchAsync());
    }

    [Fact]
    public async Task NoContentIsNoData()
    {
        _wire.On(Call, HttpStatusCode.NoContent);

        Assert.Equal(("None", ""), await FetchAsync());
    }

    [Theory]
    [InlineData("Global", "getOffice365ActiveUserCounts", "D7", "/v1.0/reports/getOffice365ActiveUserCounts(period='D7')")]
    [InlineData("China", "getOffice365ActiveUserCounts", "D7", "/beta/reports/getOffice365ActiveUserCounts(period='D7')")]
    [InlineData("Global", "getFormsUserActivityCounts", "D7", "/beta/reports/getFormsUserActivityCounts(period='D7')")]
    [InlineData("Global", "getMicrosoft365CopilotUserCountTrend", "D7", "/v1.0/copilot/reports/getMicrosoft365CopilotUserCountTrend(period='D7')")]
    [InlineData("Global", "getOffice365ActivationCounts", null, "/v1.0/reports/getOffice365ActivationCounts")]
    [InlineData("Global", "getTeamsUserActivityUserDetail", "2026-07-30", "/v1.0/reports/getTeamsUserActivityUserDetail(date=2026-07-30)")]
    public async Task TheAddressIsTheOneGraphDocuments(string cloud, string function, string? argument, string path)
    {
        _wire.On("https://graph.test" + path, HttpStatusCode.OK, Csv);
        var report = Reports.Of(function);
        var request = DateOnly.TryParse(argument, out var date) ? new ReportRequest(report, null, date) : new ReportRequest(report, argument);

        await FetchAsync(request, Enum.Parse<GraphCloud>(cloud));

        Assert.Equal($"https://graph.test{path} | Bearer secret-token", Assert.Single(_wire.Requests));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("Sat, 01 Aug 2026 06:02:00 GMT", 120)]
    [InlineData("Sat, 01 Aug 2026 05:00:00 GMT", 0)]
    public async Task RetryAfterIsHonoured(string retryAfter, int seconds)
    {
        _wire.On(Call, HttpStatusCode.TooManyRequests, "", "text/plain", "Retry-After: " + retryAfter).On(Call, HttpStatusCode.OK, Csv);

        await FetchAsync();

        Assert.Equal(new DateTimeOffset(2026, 8, 1, 6, 0, 0, TimeSpan.Zero).AddSeconds(seconds), _time.GetUtcNow());
    }

    [Fact]
    public async Task AnHourOfRetryAfterIsLeftToTheNextRefresh()
    {
        _wire.On(Call, HttpStatusCode.ServiceUnavailable, "", "text/plain", "Retry-After: 3600");

        var error = await Assert.ThrowsAsync<GraphException>(() => FetchAsync());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromHours(1)), (error.Status, error.RetryAfter));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task WithoutRetryAfterTheWaitsGrowAndEnd()
    {
        _wire.On(Call, HttpStatusCode.BadGateway, "<html>502</html>", "text/html");

        var error = await Assert.ThrowsAsync<GraphException>(() => FetchAsync());

        Assert.Equal("getOffice365ActiveUserCounts(period='D7'): Graph answered 502 BadGateway: no Graph error in the body (text/html)", error.Message);
        Assert.Equal(6, _wire.Requests.Count);
        // Polly spreads each wait around 1, 2, 4, 8 and 16 s, so that instances do not come back together.
        Assert.Equal(5, _time.Waits.Count);
        Assert.InRange(_time.Waits.Sum(wait => wait.TotalSeconds), 5, 120);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "expired")]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.InternalServerError, "<html></html>")]
    public async Task AnExpiredLinkMeansANewStartFromGraph(HttpStatusCode status, string body)
    {
        const string Fresh = "https://reportsweu.office.com/data/download?token=2";
        _wire.Redirect(Call, Link).Redirect(Call, Fresh).On(Link, status, body, "text/html").On(Fresh, HttpStatusCode.OK, Csv);

        Assert.Equal(("Csv", Csv), await FetchAsync());

        Assert.Equal([Call, Link, Call, Fresh], _wire.Requests.Select(request => request.Split(" | ")[0]));
    }

    [Fact]
    public async Task ALinkThatNeverWorksIsGivenUp()
    {
        _wire.Redirect(Call, Link).On(Link, HttpStatusCode.Gone);

        var error = await Assert.ThrowsAsync<GraphException>(() => FetchAsync());

        Assert.Equal((HttpStatusCode.Gone, 12), (error.Status, _wire.Requests.Count));
        Assert.DoesNotContain("token", error.Message);
    }

    [Fact]
    public async Task RedirectsInACircleEnd()
    {
        _wire.Redirect(Call, Link).Redirect(Link, Link);

        var error = await Assert.ThrowsAsync<GraphException>(() => FetchAsync());

        Assert.Equal((HttpStatusCode.Redirect, 6 * 5), (error.Status, _wire.Requests.Count));
    }

    [Theory]
    [InlineData("No such resource: https://reportsncu.office.com/data/download?token=hush%2Fhush-hush.")]
    [InlineData("/data/download?token=hush%2Fhush-hush has expired")]
    [InlineData("token 'hush/hush-hush' has expired")]
    public async Task WhatADownloadHostRepeatsOfItsAddressIsNotTold(string message)
    {
        const string Secret = "https://reportsncu.office.com/data/download?token=hush%2Fhush-hush";
        _wire.Redirect(Call, Secret).On(Secret, HttpStatusCode.NotFound, $$$"""{"error":{"code":"gone","message":"{{{message}}}"}}""", "application/json");

        var error = await Assert.ThrowsAsync<GraphException>(() => FetchAsync());

        Assert.StartsWith("getOffice365ActiveUserCounts(period='D7'): reportsncu.office.com answered 404 gone: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatGraphRepeatsOfTheTokenIsNotTold()
    {
        _wire.On(Call, HttpStatusCode.BadRequest, """{"error":{"code":"x","message":"IDX12741: JWT: 'secret-token' must have three segments."}}""", "application/json");

        var error = await Assert.ThrowsAsync<GraphException>(() => FetchAsync());

        Assert.Equal("getOffice365ActiveUserCounts(period='D7'): Graph answered 400 x: IDX12741: JWT: '…' must have three segments.", error.Message);
    }

    [Fact]
    public async Task ADownloadHostMayPassTheRequestOn()
    {
        const string Other = "https://reportsweu.office.com/data/download?token=2";
        _wire.Redirect(Call, Link).Redirect(Link, Other).On(Other, HttpStatusCode.OK, Csv);

        await FetchAsync();

        Assert.Equal([Call + " | Bearer secret-token", Link + " | ", Other + " | "], _wire.Requests);
    }

    [Fact]
    public async Task ARefusedTokenIsTriedOnceMore()
    {
        _wire.On(Call, HttpStatusCode.Unauthorized, """{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed."}}""", "application/json");

        var error = await Assert.ThrowsAsync<GraphException>(() => FetchAsync());

        Assert.Equal(2, _wire.Requests.Count);
        Assert.Equal("getOffice365ActiveUserCounts(period='D7'): Graph answered 401 InvalidAuthenticationToken: Lifetime validation failed.", error.Message);
    }

    [Fact]
    public async Task RequestsBeyondTheBudgetWaitForTheirTenMinutes()
    {
        _wire.On(Call, HttpStatusCode.OK, Csv);
        var budget = new RequestBudget(2, _time);
        using var client = Client(budget);
        for (var i = 0; i < 3; i++)
            await using (await _time.PassUntilAsync(client.FetchAsync(new ReportRequest(Reports.Of("getOffice365ActiveUserCounts"), "D7"), _traffic, default)))
            {
            }

        Assert.Equal([TimeSpan.FromMinutes(10)], _time.Waits);
        Assert.Equal(1, budget.Left("getOffice365ActiveUserCounts"));
    }

    [Fact]
    public async Task ABodyShorterThanAnnouncedIsAnError()
    {
        _wire.On(Call, HttpStatusCode.OK, Csv, "text/csv", $"Content-Length: {Csv.Length + 1}");

        var error = await Assert.ThrowsAsync<IOException>(() => FetchAsync());

        Assert.Equal($"The body ended after {Csv.Length} of {Csv.Length + 1} bytes.", error.Message);
    }

    [Theory]
    [InlineData("https://graph.test/graph/beta/data/x/getForms?$skipToken=a%2Fb", true)]
    [InlineData("https://graph.evil/next", false)]
    [InlineData("http://graph.test/next", false)]
    [InlineData("https://graph.test:444/next", false)]
    [InlineData("https://user@graph.test/next", false)]
    [InlineData("/next", false)]
    public async Task TheNextPageLiesOnGraphItself(string nextLink, bool followed)
    {
        _wire.On(nextLink, HttpStatusCode.OK, "{}", "application/json");
        using var client = Client(new RequestBudget(14, _time));
        var request = new ReportRequest(Reports.Of("getOffice365ActiveUserCounts"), "D7");

        var error = await Record.ExceptionAsync(async () => await (await client.FetchNextAsync(request, nextLink, _traffic, default)).DisposeAsync());

        Assert.Equal(followed ? null : "LinkRefused", (error as GraphException)?.Code);
        Assert.Equal(followed ? [nextLink + " | Bearer secret-token"] : [], _wire.Requests);
    }

    async Task<(string Format, string Body)> FetchAsync(ReportRequest? request = null, GraphCloud cloud = GraphCloud.Global)
    {
        using var client = Client(new RequestBudget(100, _time), cloud);
        request ??= new ReportRequest(Reports.Of("getOffice365ActiveUserCounts"), "D7");
        await using var download = await _time.PassUntilAsync(client.FetchAsync(request, _traffic, default));
        using var body = new MemoryStream();
        await download.Body.CopyToAsync(body);
        return (download.Format.ToString(), Encoding.UTF8.GetString(body.ToArray()));
    }

    GraphClient Client(RequestBudget budget, GraphCloud cloud = GraphCloud.Global)
    {
        var options = new GraphOptions
        {
            Cloud = cloud,
            Credential = GraphCredential.StaticToken,
            AccessToken = "secret-token",
            Endpoint = new Uri("https://graph.test"),
            AuthorityHost = new Uri("https://login.test"),
            DownloadHosts = DownloadHosts.Default,
        };
        return new GraphClient(options, new GraphTokens(options, _time), budget, _wire, _time, NullLogger<GraphClient>.Instance);
    }
}
