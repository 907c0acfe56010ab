using Microsoft.OData.Edm;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>References and what navigation properties lead to, in every form; Microsoft's reader takes them all.</summary>
public sealed class ReferenceTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "OneDriveUsageStorage";
    const string Details = "EmailActivityUserDetail";
    const string Entity = Set + "(ReportDate=2026-10-28,SiteType='All')";

    public static TheoryData<string, string> Forms => new()
    {
        { "4.0", "odata.metadata=minimal" },
        { "4.0", "odata.metadata=full" },
        { "4.01", "metadata=minimal" },
        { "4.01", "metadata=full" },
    };

    [Theory]
    [InlineData(Set + "/$ref?$top=1", "4.0", "minimal", "{\"@odata.context\":\"ROOT/$metadata#Collection($ref)\",\"value\":[{\"@odata.id\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\"}]}")]
    [InlineData(Set + "/$ref?$top=1&$count=true", "4.01", "full", "{\"@context\":\"ROOT/$metadata#Collection($ref)\",\"@count\":4,\"value\":[{\"@id\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\"}]}")]
    [InlineData(Set + "/$ref?$top=1", "4.01", "none", "{\"value\":[{\"@id\":\"ROOT/OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\"}]}")]
    [InlineData(Entity + "/$ref", "4.0", "minimal", "{\"@odata.context\":\"ROOT/$metadata#$ref\",\"@odata.id\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\"}")]
    [InlineData(Entity + "/Date/$ref", "4.01", "minimal", "{\"@context\":\"ROOT/$metadata#$ref\",\"@id\":\"Dates(2026-10-28)\"}")]
    [InlineData(Entity + "/Date?$select=Date,Year", "4.0", "minimal", "{\"@odata.context\":\"ROOT/$metadata#Dates(Date,Year)/$entity\",\"Date\":\"2026-10-28\",\"Year\":2026}")]
    [InlineData(Entity + "/Date?$select=Year", "4.0", "minimal", "{\"@odata.context\":\"ROOT/$metadata#Dates(Year)/$entity\",\"@odata.id\":\"Dates(2026-10-28)\",\"Year\":2026}")]
    [InlineData(Entity + "/Date/Year", "4.0", "minimal", "{\"@odata.context\":\"ROOT/$metadata#Dates(2026-10-28)/Year\",\"value\":2026}")]
    [InlineData("$entity?$id=Dates(2026-10-28)&$select=Date,Year", "4.0", "minimal", "{\"@odata.context\":\"ROOT/$metadata#Dates(Date,Year)/$entity\",\"Date\":\"2026-10-28\",\"Year\":2026}")]
    [InlineData(Set + "?$select=ReportDate,SiteType&$top=1&$expand=Date/$ref", "4.0", "minimal",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(ReportDate,SiteType)\",\"value\":[{\"ReportDate\":\"2026-10-28\",\"SiteType\":\"All\",\"Date\":{\"@odata.id\":\"Dates(2026-10-28)\"}}]}")]
    [InlineData(Set + "?$select=ReportDate,SiteType&$top=1&$expand=Date($select=Year)", "4.0", "minimal",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(ReportDate,SiteType,Date(Year))\",\"value\":[{\"ReportDate\":\"2026-10-28\",\"SiteType\":\"All\",\"Date\":{\"@odata.id\":\"Dates(2026-10-28)\",\"Year\":2026}}]}")]
    [InlineData(Set + "?$select=ReportDate,SiteType&$top=1&$expand=Date($select=Date)", "4.01", "full",
        "{\"@context\":\"ROOT/$metadata#OneDriveUsageStorage(ReportDate,SiteType,Date(Date))\",\"value\":[{\"@type\":\"#Microsoft365Usage.OneDriveUsageStorage\","
        + "\"@id\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\",\"@readLink\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\","
        + "\"ReportDate@type\":\"Date\",\"ReportDate\":\"2026-10-28\",\"SiteType\":\"All\","
        + "\"Date\":{\"@type\":\"#Microsoft365Usage.Dates\",\"@id\":\"Dates(2026-10-28)\",\"@readLink\":\"Dates(2026-10-28)\",\"Date@type\":\"Date\",\"Date\":\"2026-10-28\"}}]}")]
    public async Task ContextsAndIdsHaveTheFormOfTheVersion(string path, string version, string level, string expected) =>
        Assert.Equal(expected, await TextAsync(path, $"Accept: application/json;odata.metadata={level}", $"OData-MaxVersion: {version}"));

    /// <summary>Excel and Power BI, which ask for 4.0, refuse empty parentheses; 4.01 demands them.</summary>
    [Theory]
    [InlineData("$expand=Date", "#OneDriveUsageStorage", "#OneDriveUsageStorage(Date())")]
    [InlineData("$expand=*", "#OneDriveUsageStorage", "#OneDriveUsageStorage(Date())")]
    [InlineData("$expand=Date/$ref", "#OneDriveUsageStorage", "#OneDriveUsageStorage")]
    [InlineData("$expand=Date&$select=SiteType", "#OneDriveUsageStorage(SiteType,Date)", "#OneDriveUsageStorage(SiteType,Date())")]
    [InlineData("$expand=Date($select=Year,Month)", "#OneDriveUsageStorage(Date(Year,Month))", "#OneDriveUsageStorage(Date(Year,Month))")]
    [InlineData("$expand=Date($select=Year)&$select=SiteType,Date", "#OneDriveUsageStorage(SiteType,Date,Date(Year))", "#OneDriveUsageStorage(SiteType,Date,Date(Year))")]
    [InlineData("$select=SiteType,Date", "#OneDriveUsageStorage(SiteType,Date)", "#OneDriveUsageStorage(SiteType,Date)")]
    [InlineData("$select=Date", "#OneDriveUsageStorage(Date)", "#OneDriveUsageStorage(Date)")]
    [InlineData("$expand=Date($compute=Year%20add%201%20as%20Next;$select=Next)", "#OneDriveUsageStorage(Date(Next))", "#OneDriveUsageStorage(Date(Next))")]
    public async Task TheContextListsWhatIsExpanded(string query, string expected, string expected401)
    {
        Assert.StartsWith($"{{\"@odata.context\":\"ROOT/$metadata{expected}\",", await TextAsync($"{Set}?{query}", "OData-MaxVersion: 4.0"), StringComparison.Ordinal);
        Assert.StartsWith($"{{\"@context\":\"ROOT/$metadata{expected401}\",", await TextAsync($"{Set}?{query}", "OData-MaxVersion: 4.01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALinkSelectedByNameIsWrittenWithFullMetadata() =>
        Assert.Contains(
            "\"SiteType\":\"All\",\"Date@odata.associationLink\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')/Date/$ref\",\"Date@odata.navigationLink\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')/Date\"}",
            await TextAsync($"{Set}?$select=SiteType,Date", "Accept: application/json;odata.metadata=full"),
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task ReferencesAreReadByODataLibPageByPageAndLeadToTheirEntities(string version, string parameters)
    {
        var model = await ModelAsync();
        string[] headers = [$"Accept: application/json;{parameters}", $"OData-MaxVersion: {version}", "Prefer: maxpagesize=2"];
        var ids = new List<Uri>();
        for (var path = $"{Set}/$ref?$count=true&$skip=1"; path.Length > 0;)
        {
            using var response = await feed.GetAsync(path, headers);
            var (page, count, next) = await ODataLib.ReadReferencesAsync(response, model);
            Assert.Equal(4, count);
            Assert.InRange(page.Count, 1, 2);
            ids.AddRange(page);
            path = next is null ? "" : Below(next);
        }

        Assert.Equal(3, ids.Count);
        foreach (var id in ids)
        {
            using var entity = await feed.GetAsync(Below(id), headers);
            using var same = await feed.GetAsync($"$entity?$id={Uri.EscapeDataString(id.AbsoluteUri)}", headers);
            using var reference = await feed.GetAsync($"{Below(id)}/$ref", headers);
            Assert.Equal(await ODataLib.ReadEntityAsync(entity, model, Set), await ODataLib.ReadEntityAsync(same, model, Set));
            Assert.Equal(id, await ODataLib.ReadReferenceAsync(reference, model));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task RelatedEntitiesAndTheirPropertiesAreReadByODataLib(string version, string parameters)
    {
        var model = await ModelAsync();
        string[] headers = [$"Accept: application/json;{parameters}", $"OData-MaxVersion: {version}"];
        using var day = await feed.GetAsync($"{Entity}/Date", headers);
        Assert.Equal("Wednesday", (await ODataLib.ReadEntityAsync(day, model, "Dates"))["WeekdayName"]);
        using var year = await feed.GetAsync($"{Entity}/Date/Year", headers);
        Assert.Equal(2026, await ODataLib.ReadPropertyAsync(year, model));
        using var user = await feed.GetAsync($"{Details}/2026-10-30/30/o'neil@contoso.com/User/DisplayName", headers);
        Assert.Equal("Zoë O'Neil", await ODataLib.ReadPropertyAsync(user, model));
        using var reference = await feed.GetAsync($"{Entity}/Date/$ref", headers);
        Assert.Equal(new Uri($"{feed.Root}/Dates(2026-10-28)"), await ODataLib.ReadReferenceAsync(reference, model));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task ExpandedEntitiesAndReferencesAreReadByODataLib(string version, string parameters)
    {
        var model = await ModelAsync();
        string[] headers = [$"Accept: application/json;{parameters}", $"OData-MaxVersion: {version}"];
        string[] ids = [$"{feed.Root}/Users('adele@contoso.com')", $"{feed.Root}/Users('o''neil@contoso.com')"];
        foreach (var query in new[] { "$expand=User", "$expand=User/$ref", "$expand=User($select=IsDeleted)", "$expand=User&$select=DisplayName" })
        {
            using var response = await feed.GetAsync($"{Details}?{query}", headers);
            var users = await ODataLib.ReadExpandedAsync(response, model, Details);
            Assert.Equal([ids[0], null, ids[1]], users.Select(Id));
            Assert.Equal(!query.Contains("$ref", StringComparison.Ordinal), users[2]!.Value.Values.ContainsKey("IsDeleted"));
        }

        using var filtered = await feed.GetAsync($"{Details}?$expand=User($filter=IsDeleted)", headers);
        Assert.Equal([null, null, ids[1]], (await ODataLib.ReadExpandedAsync(filtered, model, Details)).Select(Id));

        // Where minimal metadata leaves the id out, the reader makes it by convention and encodes more than we do.
        static string? Id((Uri Id, Dictionary<string, object?> Values)? entity) => entity is { } found ? Uri.UnescapeDataString(found.Id.AbsoluteUri) : null;
    }

    [Theory]
    [InlineData(Set + "/$ref")]
    [InlineData(Entity + "/$ref")]
    [InlineData(Entity + "/Date")]
    [InlineData(Entity + "/Date/Year")]
    [InlineData("$entity?$id=Dates(2026-10-28)")]
    public async Task AnAnswerTheClientHasIsNotSentAgain(string path)
    {
        using var first = await feed.GetAsync(path);
        Assert.Equal(200, (int)first.StatusCode);
        using var again = await feed.GetAsync(path, $"If-None-Match: {first.Headers.ETag}");
        Assert.Equal(304, (int)again.StatusCode);
    }

    [Fact]
    public async Task TheTagOfARelatedEntityTellsBothSets() =>
        Assert.StartsWith("\"1.1-", (await feed.GetAsync($"{Entity}/Date")).Headers.ETag!.Tag, StringComparison.Ordinal);

    string Below(Uri url) => url.AbsoluteUri[(feed.Root.Length + 1)..];

    async Task<IEdmModel> ModelAsync() => ODataLib.Model(await TextAsync("$metadata"));

    async Task<string> TextAsync(string path, params string[] headers)
    {
        using var response = await feed.GetAsync(path, headers);
        return (await response.Content.ReadAsStringAsync()).Replace(feed.Root, "ROOT", StringComparison.Ordinal);
    }
}
