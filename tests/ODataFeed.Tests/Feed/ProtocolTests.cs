using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Headers, negotiation, paging and caching, as clients really use them.</summary>
public sealed class ProtocolTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    /// <summary>What Excel and Power BI send with every request.</summary>
    const string PowerQueryAccept = "Accept: application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";

    const string Set = "Office365ActivationsUserCounts";

    /// <summary>Path ⇶ headers separated by | ⇶ expected status, content type and OData-Version.</summary>
    [Theory]
    [InlineData(Set, "", 200, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData("", PowerQueryAccept + "|OData-MaxVersion: 4.0|MaxDataServiceVersion: 3.0", 200, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set, PowerQueryAccept + "|OData-MaxVersion: 4.0|MaxDataServiceVersion: 3.0", 200, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData("$metadata", PowerQueryAccept + "|OData-MaxVersion: 4.0|MaxDataServiceVersion: 3.0", 200, "application/xml", "4.0")]
    [InlineData("$metadata", "Accept: */*", 200, "application/xml", "4.0")]
    [InlineData(Set, "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set, "Accept: application/json;odata.metadata=none", 200, "application/json;odata.metadata=none", "4.0")]
    [InlineData(Set, "Accept: application/json;metadata=none|OData-MaxVersion: 4.01", 200, "application/json;metadata=none", "4.01")]
    [InlineData(Set, "OData-MaxVersion: 4.01", 200, "application/json;metadata=minimal", "4.01")]
    [InlineData(Set, "OData-MaxVersion: 5.0", 200, "application/json;metadata=minimal", "4.01")]
    [InlineData(Set, "OData-MaxVersion: 3.0", 400, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set, "OData-MaxVersion: new", 400, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set, "Accept: application/atom+xml", 406, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set, "Accept: application/json;odata=minimalmetadata", 406, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set, "Accept: application/json;q=0, text/plain", 406, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set + "?$format=json", "Accept: application/atom+xml", 200, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData(Set + "?$format=application/json;odata.metadata=none", "", 200, "application/json;odata.metadata=none", "4.0")]
    [InlineData(Set, "Accept: application/json;IEEE754Compatible=true", 200, "application/json;odata.metadata=minimal;IEEE754Compatible=true", "4.0")]
    [InlineData(Set + "/$count", "Accept: */*", 200, "text/plain;charset=utf-8", "4.0")]
    [InlineData(Set + "/$count", "Accept: application/json", 406, "application/json;odata.metadata=minimal", "4.0")]
    [InlineData("$metadata", "Accept: application/json", 200, "application/json", "4.0")]
    public async Task TheFormIsNegotiated(string path, string headers, int status, string contentType, string version)
    {
        using var response = await feed.GetAsync(path, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.NonValidated["Content-Type"].ToString());
        Assert.Equal([version], response.Headers.GetValues("OData-Version"));
        Assert.Equal("private", response.Headers.CacheControl?.ToString());
        Assert.Equal(["Accept", "Accept-Encoding", "Authorization", "OData-MaxVersion", "Prefer"], response.Headers.Vary.Distinct().Order());
    }

    [Theory]
    [InlineData("4.0", "{\"@odata.context\":\"ROOT/$metadata#Office365ActivationsUserCounts(Assigned)\",\"@odata.count\":4,\"value\":[{\"@odata.id\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='MICROSOFT%20365%20APPS%20FOR%20ENTERPRISE')\",\"Assigned\":100}]}")]
    [InlineData("4.01", "{\"@context\":\"ROOT/$metadata#Office365ActivationsUserCounts(Assigned)\",\"@count\":4,\"value\":[{\"@id\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='MICROSOFT%20365%20APPS%20FOR%20ENTERPRISE')\",\"Assigned\":100}]}")]
    public async Task ControlInformationHasTheNamesOfTheVersion(string version, string expected) =>
        Assert.Equal(expected, await TextAsync($"{Set}?$select=Assigned&$top=1&$count=true", $"OData-MaxVersion: {version}"));

    [Fact]
    public async Task LongsAreTextWhereJavaScriptIsToReadThem() =>
        Assert.Equal(
            "{\"@odata.count\":\"2\",\"value\":[{\"StorageUsedByte\":\"27487790694400\",\"ReportPeriod\":180}]}",
            await TextAsync("OneDriveUsageStorage?$filter=SiteType%20eq%20'All'&$select=StorageUsedByte,ReportPeriod&$top=1&$count=true", "Accept: application/json;odata.metadata=none;IEEE754Compatible=true"));

    [Fact]
    public async Task TheContextOfAnEntityNamesTheEntity() =>
        Assert.StartsWith(
            "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(SiteType)/$entity\",",
            await TextAsync("OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')?$select=SiteType"),
            StringComparison.Ordinal);

    [Fact]
    public async Task PagesFollowOneAnotherByAbsoluteLinksThatKeepAllOtherOptions()
    {
        var rows = new List<string>();
        var links = new List<string>();
        var url = $"{Set}?$filter=Assigned%20ge%207&custom=a%2Fb&$select=ProductType&$skip=1&$top=3&$count=true";
        while (url.Length > 0)
        {
            using var response = await feed.GetAsync(url, "Prefer: maxpagesize=1");
            Assert.Equal("odata.maxpagesize=1", response.Headers.GetValues("Preference-Applied").Single());
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal(4, body.RootElement.GetProperty("@odata.count").GetInt32());
            rows.AddRange(body.RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("ProductType").GetString()!));
            url = body.RootElement.TryGetProperty("@odata.nextLink", out var next) ? next.GetString()!.Replace(feed.Root + "/", "", StringComparison.Ordinal) : "";
            links.Add(url);
        }

        Assert.Equal(["O'NEIL \"SPECIAL\"", "PROJECT PLAN 3", "VISIO PLAN 2"], rows);
        Assert.Matches("^" + Regex.Escape($"{Set}?$filter=Assigned%20ge%207&custom=a%2Fb&$select=ProductType&$count=true&$skiptoken=1-2-4-1-") + "[0-9a-f]{12}$", links[0]);
    }

    /// <summary>The token names the query, which for <c>now()</c> is another plan with each request; how it is encoded does not count.</summary>
    [Theory]
    [InlineData("$filter=ReportRefreshDate%20lt%20now()", "$filter=ReportRefreshDate+lt+now%28%29", 200)]
    [InlineData("$filter=Assigned%20ge%207&$select=Assigned", "$select=Assigned&$filter=Assigned%20ge%207", 200)]
    [InlineData("$filter=Assigned%20ge%20@p&@p=7", "$filter=Assigned%20ge%20@p&@p=7", 200)]
    [InlineData("$filter=Assigned%20ge%20@p&@p=7", "$filter=Assigned%20ge%20@p&@p=8", 400)]
    [InlineData("$filter=Assigned%20ge%207", "$filter=Assigned%20ge%208", 400)]
    [InlineData("$compute=Assigned%20as%20X&$select=X", "$compute=Activated%20as%20X&$select=X", 400)]
    [InlineData("$orderby=Assigned", "$orderby=Assigned%20desc", 400)]
    [InlineData("$count=true", "$count=false", 400)]
    [InlineData("$expand=Date", "$expand=Date/$ref", 400)]
    [InlineData("$expand=Date($filter=Year%20eq%202026)", "$expand=Date($filter=Year%20eq%202025)", 400)]
    [InlineData("", "$top=2", 400)]
    [InlineData("", "$skip=1", 400)]
    public async Task APageBelongsToItsQuery(string query, string other, int status)
    {
        using var first = JsonDocument.Parse(await TextAsync($"{Set}?{query}", "Prefer: maxpagesize=1"));
        var next = first.RootElement.GetProperty("@odata.nextLink").GetString()!;
        using var own = await feed.GetAsync(next.Replace("ROOT/", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        using var answer = await feed.GetAsync($"{Set}?{other}&{next[next.IndexOf("$skiptoken", StringComparison.Ordinal)..]}");
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 400)
            Assert.Equal("InvalidSkipToken", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task APageSizeOnceAskedForHoldsForTheFollowingPages()
    {
        using var first = JsonDocument.Parse(await TextAsync(Set, "Prefer: odata.maxpagesize=3"));
        var next = first.RootElement.GetProperty("@odata.nextLink").GetString()!.Replace("ROOT/", "", StringComparison.Ordinal);
        using var second = JsonDocument.Parse(await TextAsync(next));
        Assert.Equal(1, second.RootElement.GetProperty("value").GetArrayLength());
        Assert.False(second.RootElement.TryGetProperty("@odata.nextLink", out _));
    }

    [Theory]
    [InlineData("Prefer: maxpagesize=0")]
    [InlineData("Prefer: odata.maxpagesize=ten")]
    public async Task AnUnreadablePageSizeIsAnError(string header)
    {
        using var response = await feed.GetAsync(Set, header);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(Set)]
    [InlineData("$metadata")]
    [InlineData("")]
    public async Task AnAnswerTheClientHasIsNotSentAgain(string path)
    {
        using var first = await feed.GetAsync(path);
        var tag = first.Headers.ETag!;
        Assert.True(tag.IsWeak);
        foreach (var condition in new[] { tag.ToString(), tag.Tag, $"\"other\", {tag}", "*" })
        {
            using var again = await feed.GetAsync(path, $"If-None-Match: {condition}");
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag);
            Assert.Equal(first.Headers.Vary, again.Headers.Vary);
            Assert.Equal("4.0", again.Headers.GetValues("OData-Version").Single());
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }

        using var other = await feed.GetAsync(path, "If-None-Match: W/\"other\"");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task EachFormHasATagOfItsOwnAndNowHasNone()
    {
        var tags = new HashSet<string?>();
        foreach (var header in new[] { "Accept: */*", "Accept: application/json;odata.metadata=none", "OData-MaxVersion: 4.01", "Accept: application/json;IEEE754Compatible=true" })
            tags.Add((await feed.GetAsync(Set, header)).Headers.ETag?.ToString());
        Assert.Equal(4, tags.Count);
        Assert.Null((await feed.GetAsync(Set + "?$filter=ReportRefreshDate%20lt%20now()")).Headers.ETag);
    }

    [Theory]
    [InlineData("Users('none')")]
    [InlineData("Users('none')/DisplayName")]
    public async Task WhatIsNotThereIsNotUnmodified(string path)
    {
        using var response = await feed.GetAsync(path, "If-None-Match: *");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task AnAnswerOfTheMomentStatesItsVersionToo()
    {
        using var response = await feed.GetAsync(Set + "?$filter=ReportRefreshDate%20lt%20now()");
        Assert.Equal(["4.0"], response.Headers.GetValues("OData-Version"));
        Assert.Equal("private", response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task AnswersAreCompressedOnRequest(string encoding)
    {
        using var response = await feed.GetAsync(Set, $"Accept-Encoding: {encoding}");
        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        using var body = await response.Content.ReadAsStreamAsync();
        using Stream unpacked = encoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : new BrotliStream(body, CompressionMode.Decompress);
        Assert.Equal(await (await feed.GetAsync(Set)).Content.ReadAsStringAsync(), await new StreamReader(unpacked).ReadToEndAsync());
    }

    [Theory]
    [InlineData(Set)]
    [InlineData("$metadata")]
    [InlineData("")]
    [InlineData(Set + "/$count")]
    [InlineData("Nowhere")]
    public async Task HeadAnswersAsGetWithoutBody(string path)
    {
        using var get = await feed.GetAsync(path);
        using var head = await feed.SendAsync(HttpMethod.Head, path);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task WritingIsRefused(string method)
    {
        using var response = await feed.SendAsync(new HttpMethod(method), Set);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task ASetNotYetLoadedSaysWhenToComeBack()
    {
        using var response = await feed.GetAsync("EmailActivityCounts");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task AUrlOfNineKilobytesIsAnswered()
    {
        var list = string.Join(',', Enumerable.Range(1_000, 1_500));
        Assert.Contains("\"value\":[]", await TextAsync($"{Set}?$filter=Assigned%20in%20({list})"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host: evil.example")]
    [InlineData("Host: 192.168.1.5:5080")]
    [InlineData("X-Forwarded-For: 10.0.0.1")]
    [InlineData("Forwarded: for=10.0.0.1")]
    public async Task AnonymousCallersMustBeOnThisMachineByNameToo(string header)
    {
        using var response = await feed.GetAsync(Set, header);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Access:AllowAnonymous", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    async Task<string> TextAsync(string path, params string[] headers)
    {
        using var response = await feed.GetAsync(path, headers);
        return (await response.Content.ReadAsStringAsync()).Replace(feed.Root, "ROOT", StringComparison.Ordinal);
    }
}
