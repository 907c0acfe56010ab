using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>What clients would like, and that they are told what they got.</summary>
public sealed class PreferenceTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";

    /// <summary>Headers separated by | ⇶ Preference-Applied, empty where there is none.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("Prefer: maxpagesize=2", "odata.maxpagesize=2")]
    [InlineData("Prefer: odata.maxpagesize=2", "odata.maxpagesize=2")]
    [InlineData("Prefer: maxpagesize=2|OData-MaxVersion: 4.01", "maxpagesize=2")]
    [InlineData("Prefer: MaxPageSize=\"2\"", "odata.maxpagesize=2")]
    [InlineData("Prefer: odata.maxpagesize=3, maxpagesize=2", "odata.maxpagesize=2")]
    [InlineData("Prefer: maxpagesize=2, maxpagesize=3", "odata.maxpagesize=2")]
    [InlineData("Prefer: maxpagesize=100000000000", "odata.maxpagesize=100000")]
    [InlineData("Prefer: omit-values=nulls", "omit-values=nulls")]
    [InlineData("Prefer: odata.omit-values=nulls", "omit-values=nulls")]
    [InlineData("Prefer: omit-values=defaults", "")]
    [InlineData("Prefer: omit-values=nulls|Accept: text/csv", "")]
    [InlineData("Prefer: include-annotations=\"*,-display.*\"", "odata.include-annotations=\"-*\"")]
    [InlineData("Prefer: odata.include-annotations=\"display.*\"|OData-MaxVersion: 4.01", "include-annotations=\"-*\"")]
    [InlineData("Prefer: include-annotations=\"a,maxpagesize=1\", omit-values=nulls; x=1; y, odata.maxpagesize=2", "odata.maxpagesize=2, omit-values=nulls, odata.include-annotations=\"-*\"")]
    [InlineData("Prefer: omit-values=nulls|Prefer: maxpagesize=2", "odata.maxpagesize=2, omit-values=nulls")]
    [InlineData("Prefer: respond-async, wait=10, return=minimal, colour=red, ,=", "")]
    public async Task OneHeaderSaysWhatWasDone(string headers, string expected)
    {
        using var response = await feed.GetAsync(Set, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(expected.Length == 0 ? [] : [expected], response.Headers.TryGetValues("Preference-Applied", out var applied) ? applied : []);
    }

    [Theory]
    [InlineData("", "odata.include-annotations=\"*\"")]
    [InlineData("OData-MaxVersion: 4.01", "include-annotations=\"*\"")]
    public async Task TheModelAlwaysHasAllAnnotations(string header, string expected)
    {
        using var response = await feed.GetAsync("$metadata", ["Prefer: include-annotations=\"-*\"", .. header.Length == 0 ? Array.Empty<string>() : [header]]);
        Assert.Equal(expected, response.Headers.GetValues("Preference-Applied").Single());
    }

    [Theory]
    [InlineData(Set + "?$select=ProductType,Activated,SharedComputerActivation", "application/json;odata.metadata=none",
        "{\"value\":[{\"ProductType\":\"MICROSOFT 365 APPS FOR ENTERPRISE\",\"Activated\":80,\"SharedComputerActivation\":5},{\"ProductType\":\"O'NEIL \\\"SPECIAL\\\"\"},"
        + "{\"ProductType\":\"PROJECT PLAN 3\",\"Activated\":20,\"SharedComputerActivation\":0},{\"ProductType\":\"VISIO PLAN 2\",\"Activated\":3}]}")]
    [InlineData(Set + "?$select=Activated,SharedComputerActivation", "application/json;odata.metadata=none",
        "{\"value\":[{\"Activated\":80,\"SharedComputerActivation\":5},{},{\"Activated\":20,\"SharedComputerActivation\":0},{\"Activated\":3}]}")]
    [InlineData(Set + "?$select=SharedComputerActivation,Assigned&$filter=Assigned%20eq%2010", "application/json;odata.metadata=none", "{\"value\":[{\"Assigned\":10}]}")]
    [InlineData(Set + "(ReportRefreshDate=2026-10-30,ProductType='VISIO%20PLAN%202')?$select=SharedComputerActivation", "application/json;odata.metadata=none", "{}")]
    [InlineData(Set + "(ReportRefreshDate=2026-10-30,ProductType='VISIO%20PLAN%202')?$select=SharedComputerActivation,Assigned", "application/json;odata.metadata=full",
        "{\"@odata.context\":\"ROOT/$metadata#Office365ActivationsUserCounts(SharedComputerActivation,Assigned)/$entity\",\"@odata.type\":\"#Microsoft365Usage.Office365ActivationsUserCounts\","
        + "\"@odata.id\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='VISIO%20PLAN%202')\","
        + "\"@odata.readLink\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='VISIO%20PLAN%202')\",\"Assigned@odata.type\":\"#Int64\",\"Assigned\":10}")]
    public async Task NullsAreLeftOutOnRequest(string path, string accept, string expected)
    {
        using var response = await feed.GetAsync(path, "Prefer: omit-values=nulls", $"Accept: {accept}");
        Assert.Equal("omit-values=nulls", response.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal(expected, (await response.Content.ReadAsStringAsync()).Replace(feed.Root, "ROOT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Set)]
    [InlineData("OneDriveUsageStorage")]
    [InlineData("EmailActivityUserDetail")]
    public async Task ODataLibReadsTheSameValuesWithoutNulls(string set)
    {
        using var metadata = await feed.GetAsync("$metadata");
        var model = ODataLib.Model(await metadata.Content.ReadAsStringAsync());
        using var whole = await feed.GetAsync(set);
        using var without = await feed.GetAsync(set, "Prefer: omit-values=nulls");
        var expected = (await ODataLib.ReadSetAsync(whole, model, set)).Rows
            .Select(row => row.Where(value => value.Value is not null).ToDictionary(value => value.Key, value => value.Value));
        Assert.Equal(expected, (await ODataLib.ReadSetAsync(without, model, set)).Rows);
    }

    [Fact]
    public async Task EveryFormHasATagOfItsOwn()
    {
        string[][] forms =
        [
            [], ["Prefer: omit-values=nulls"], ["Prefer: maxpagesize=2"], ["Prefer: maxpagesize=3"], ["Accept: text/csv"], ["Accept: text/csv", "Prefer: maxpagesize=2"],
            ["Accept: application/json;odata.metadata=full"], ["Accept: application/json;odata.metadata=full", "OData-MaxVersion: 4.01"],
        ];
        var tags = new HashSet<string?>();
        foreach (var form in forms)
        {
            using var response = await feed.GetAsync(Set, form);
            tags.Add(response.Headers.ETag?.ToString());
            using var again = await feed.GetAsync(Set, [.. form, $"If-None-Match: {response.Headers.ETag}"]);
            Assert.Equal(304, (int)again.StatusCode);
        }

        Assert.Equal(forms.Length, tags.Count);
        Assert.DoesNotContain(null, tags);
    }
}
