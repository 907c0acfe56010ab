using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Refresh;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>What a caller may not read is not there, and asked for by name it is refused with the name of the right.</summary>
public sealed class RightsTests(GuardedFeed feed) : IClassFixture<GuardedFeed>
{
    const string Limited = "X-Api-Key: " + GuardedFeed.Teams;
    const string Impersonal = "X-Api-Key: " + GuardedFeed.NoPeople;
    const string Full = "X-Api-Key: " + GuardedFeed.Key;

    [Fact]
    public async Task ServiceDocumentAndMetadataHaveWhatTheGlobsNameAndTheDays()
    {
        var sets = await SetsAsync(Limited);
        Assert.Equal(
            ["Dates", "EmailActivityUserDetail", "EmailActivityUserDetailHistory"],
            sets.Where(set => !set.StartsWith("Office365Activations", StringComparison.Ordinal)).Order());
        Assert.Contains("Office365ActivationsUserCounts", sets);
        var model = await TextAsync("/odata/$metadata", Limited);
        Assert.DoesNotContain("Name=\"Users\"", model);
        Assert.DoesNotContain("Name=\"User\"", model);
        Assert.DoesNotContain("OneDriveUsageStorage", model);
    }

    [Fact]
    public async Task WithoutThePersonalRightPeopleAreNowhere()
    {
        var sets = await SetsAsync(Impersonal);
        Assert.DoesNotContain("Users", sets);
        Assert.DoesNotContain(sets, set => set.Contains("UserDetail", StringComparison.Ordinal));
        Assert.Contains("OneDriveUsageStorage", sets);
        var model = await TextAsync("/odata/$metadata", Impersonal);
        Assert.DoesNotContain("UserPrincipalName", model);
        Assert.DoesNotContain("Microsoft365Usage.PersonalData\" Bool", model);
    }

    [Theory]
    [InlineData("/odata/Users", Impersonal, "personal data")]
    [InlineData("/odata/EmailActivityUserDetail/$count", Impersonal, "personal data")]
    [InlineData("/odata/Users('adele@contoso.com')/DisplayName/$value", Impersonal, "personal data")]
    [InlineData("/odata/OneDriveUsageStorage", Limited, "OneDriveUsageStorage")]
    [InlineData("/odata/EmailActivityUserDetail?$expand=User", Limited, "Users")]
    [InlineData("/odata/EmailActivityUserDetail?$filter=User/DisplayName%20eq%20'x'", Limited, "Users")]
    [InlineData("/odata/EmailActivityUserDetail?$apply=groupby((User/DisplayName))", Limited, "Users")]
    [InlineData("/odata/EmailActivityUserDetail?$orderby=User/DisplayName", Limited, "Users")]
    [InlineData("/odata/EmailActivityUserDetail(ReportRefreshDate=2026-10-30,UserPrincipalName='adele@contoso.com',ReportPeriod=30)/User", Limited, "Users")]
    [InlineData("/odata/EmailActivityUserDetail?$apply=join(User%20as%20U)", Limited, "Users")]
    [InlineData("/odata/$entity?$id=Users('adele@contoso.com')", Impersonal, "personal data")]
    [InlineData("/odata/OneDriveUsageStorage?$filter=SiteType%20eq%20$root/Users('adele@contoso.com')/DisplayName", Impersonal, "personal data")]
    public async Task AskedForByNameItIsRefusedWithTheRight(string path, string key, string right)
    {
        using var answer = await feed.GetAsync(path, key);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains($"the right '{right}'", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/explore?set=Users", Impersonal)]
    [InlineData("/connect/Users.pbids", Impersonal)]
    [InlineData("/connect/OneDriveUsageStorage.pq", Limited)]
    public async Task PagesDoNotHaveItEither(string path, string key)
    {
        using var answer = await feed.GetAsync(path, key);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/explore")]
    [InlineData("/connect")]
    public async Task PagesNameOnlyWhatTheCallerMayRead(string path)
    {
        var page = await TextAsync(path, Impersonal);
        Assert.Contains("<html", page);
        Assert.DoesNotContain("UserDetail", page);
        Assert.DoesNotContain("set=Users", page);
    }

    [Theory]
    [InlineData(Limited)]
    [InlineData(Impersonal)]
    public async Task RefreshesAreThoseOfReadableReports(string key)
    {
        var readable = await SetsAsync(key);
        using var shown = JsonDocument.Parse(await TextAsync("/refresh", key));
        var names = shown.RootElement.GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("name").GetString()!).ToList();
        Assert.NotEmpty(names);
        Assert.Empty(names.Except(readable));
        Assert.Equal(names.Count, shown.RootElement.GetProperty("selected").GetInt32());

        using var other = await feed.SendAsync("POST", "/refresh?reports=TeamsUserActivityUserDetail", key);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task StepsOfARefreshAreToldOfReadableReports()
    {
        using var events = await feed.GetAsync("/refresh/events", Limited);
        using var lines = new StreamReader(await events.Content.ReadAsStreamAsync());
        Assert.Equal("event: running", await lines.ReadLineAsync());

        var (progress, reports) = (feed.Host.App.Services.GetRequiredService<RefreshProgress>(), feed.Host.App.Services.GetRequiredService<ReportCatalog>().Reports);
        foreach (var set in new[] { "OneDriveUsageStorage", "EmailActivityUserDetail" })
            progress.End(reports.Single(report => report.EntitySet == set), "Failed", 0, "why");
        var told = "";
        while (!told.Contains("why", StringComparison.Ordinal))
            told += await lines.ReadLineAsync();
        Assert.Contains("EmailActivityUserDetail", told);
        Assert.DoesNotContain("OneDriveUsageStorage", told);
    }

    [Fact]
    public async Task InABatchTheCallerOfTheBatchCounts()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, feed.Address + "/odata/$batch")
        {
            Content = new StringContent("{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"Users\"},{\"id\":\"2\",\"method\":\"GET\",\"url\":\"Users?api-key=" + GuardedFeed.Key + "\"},{\"id\":\"3\",\"method\":\"GET\",\"url\":\"OneDriveUsageStorage/$count\"}]}", null, "application/json"),
        };
        request.Headers.Add("X-Api-Key", GuardedFeed.NoPeople);
        using var answer = await feed.Client.SendAsync(request);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal([403, 403, 200], body.RootElement.GetProperty("responses").EnumerateArray().Select(part => part.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task TheModelOfOneCallerIsNeverTakenForThatOfAnother()
    {
        using var full = await feed.GetAsync("/odata/$metadata", Full);
        using var limited = await feed.GetAsync("/odata/$metadata", Limited, "If-None-Match: " + full.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, limited.StatusCode);
        using var rows = await feed.GetAsync("/odata/EmailActivityUserDetail", Full, "Accept: application/json;odata.metadata=full");
        using var same = await feed.GetAsync("/odata/EmailActivityUserDetail", Limited, "Accept: application/json;odata.metadata=full", "If-None-Match: " + rows.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        Assert.Contains("User@odata.navigationLink", await rows.Content.ReadAsStringAsync());
        Assert.DoesNotContain("User@odata.navigationLink", await same.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AMisspeltNameDoesNotLeadToWhatMayNotBeRead() =>
        Assert.DoesNotContain("Did you mean Users", await TextAsync("/odata/User", Impersonal));

    [Fact]
    public async Task GraphsOwnUrlsObeyTheSameRights()
    {
        using var refused = await feed.GetAsync("/graph/v1.0/reports/getEmailActivityUserDetail(period='D30')", Impersonal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("personal data", await refused.Content.ReadAsStringAsync());
        using var good = await feed.GetAsync("/graph/v1.0/reports/getEmailActivityUserDetail(period='D30')", Full);
        Assert.Equal(HttpStatusCode.Found, good.StatusCode);
        using var download = await feed.GetAsync(new Uri(good.Headers.Location!.ToString()).PathAndQuery);
        Assert.Contains("adele@contoso.com", await download.Content.ReadAsStringAsync());
    }

    async Task<List<string>> SetsAsync(string key)
    {
        using var body = JsonDocument.Parse(await TextAsync("/odata/", key));
        return [.. body.RootElement.GetProperty("value").EnumerateArray().Select(set => set.GetProperty("name").GetString()!)];
    }

    async Task<string> TextAsync(string path, string key)
    {
        using var answer = await feed.GetAsync(path, key);
        return await answer.Content.ReadAsStringAsync();
    }
}
