using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Payloads that explain themselves: <c>metadata=full</c>, and the id where <c>minimal</c> must have it.</summary>
public sealed class FullMetadataTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";
    const string Full = "Accept: application/json;odata.metadata=full";

    [Theory]
    [InlineData(Set + "?$filter=Assigned%20eq%207", "4.0",
        "{\"@odata.context\":\"ROOT/$metadata#Office365ActivationsUserCounts\",\"value\":[{"
        + "\"@odata.type\":\"#Microsoft365Usage.Office365ActivationsUserCounts\","
        + "\"@odata.id\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='O''NEIL%20%22SPECIAL%22')\","
        + "\"@odata.readLink\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='O''NEIL%20%22SPECIAL%22')\","
        + "\"ReportRefreshDate@odata.type\":\"#Date\",\"ReportRefreshDate\":\"2026-10-30\",\"ProductType\":\"O'NEIL \\\"SPECIAL\\\"\","
        + "\"Assigned@odata.type\":\"#Int64\",\"Assigned\":7,\"Activated@odata.type\":\"#Int64\",\"Activated\":null,"
        + "\"SharedComputerActivation@odata.type\":\"#Int64\",\"SharedComputerActivation\":null,"
        + "\"Date@odata.associationLink\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='O''NEIL%20%22SPECIAL%22')/Date/$ref\","
        + "\"Date@odata.navigationLink\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='O''NEIL%20%22SPECIAL%22')/Date\"}]}")]
    [InlineData(Set + "?$filter=Assigned%20eq%207&$select=ReportRefreshDate,ProductType,Assigned&$count=true", "4.01",
        "{\"@context\":\"ROOT/$metadata#Office365ActivationsUserCounts(ReportRefreshDate,ProductType,Assigned)\",\"@count\":1,\"value\":[{"
        + "\"@type\":\"#Microsoft365Usage.Office365ActivationsUserCounts\","
        + "\"@id\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='O''NEIL%20%22SPECIAL%22')\","
        + "\"@readLink\":\"Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='O''NEIL%20%22SPECIAL%22')\","
        + "\"ReportRefreshDate@type\":\"Date\",\"ReportRefreshDate\":\"2026-10-30\",\"ProductType\":\"O'NEIL \\\"SPECIAL\\\"\",\"Assigned@type\":\"Int64\",\"Assigned\":7}]}")]
    [InlineData("OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')?$select=ReportPeriod", "4.0",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(ReportPeriod)/$entity\","
        + "\"@odata.type\":\"#Microsoft365Usage.OneDriveUsageStorage\","
        + "\"@odata.id\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\","
        + "\"@odata.readLink\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\","
        + "\"ReportPeriod@odata.type\":\"#Int32\",\"ReportPeriod\":180}")]
    public async Task EntitiesNameTheirTypeAndTheirAddress(string path, string version, string expected) =>
        Assert.Equal(expected, await TextAsync(path, Full, $"OData-MaxVersion: {version}"));

    [Fact]
    public async Task AnIdLeadsToItsEntity()
    {
        PublishInstants();
        var model = ODataLib.Model(await TextAsync("$metadata"));
        foreach (var set in new[] { Set, "OneDriveUsageStorage", "EmailActivityUserDetail", "ApiUsage" })
        {
            using var response = await feed.GetAsync(set, Full);
            foreach (var (id, row) in await ODataLib.ReadIdsAsync(response, model, set))
            {
                Assert.StartsWith(feed.Root, id.ToString(), StringComparison.Ordinal);
                using var entity = await feed.GetAsync(id.AbsoluteUri[(feed.Root.Length + 1)..], Full);
                Assert.Equal(row, await ODataLib.ReadEntityAsync(entity, model, set));
            }
        }
    }

    [Theory]
    [InlineData("4.0", "odata.metadata=full")]
    [InlineData("4.0", "odata.metadata=full;IEEE754Compatible=true")]
    [InlineData("4.01", "metadata=full")]
    public async Task EverySetIsReadByODataLibAsWithMinimalMetadata(string version, string parameters)
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        foreach (var set in new[] { Set, "OneDriveUsageStorage", "EmailActivityUserDetail", "SkypeForBusinessActivityCounts" })
        {
            using var minimal = await feed.GetAsync(set);
            using var full = await feed.GetAsync(set, $"Accept: application/json;{parameters}", $"OData-MaxVersion: {version}");
            Assert.Equal((await ODataLib.ReadSetAsync(minimal, model, set)).Rows, (await ODataLib.ReadSetAsync(full, model, set)).Rows);
        }
    }

    [Fact]
    public async Task TheServiceDocumentIsReadByODataLib()
    {
        using var response = await feed.GetAsync("", Full);
        var document = await ODataLib.ReadServiceDocumentAsync(response, ODataLib.Model(await TextAsync("$metadata")));
        Assert.Contains(document.EntitySets, set => set.Name == Set);
    }

    [Theory]
    [InlineData("ReportRefreshDate,ProductType", false)]
    [InlineData("ProductType", true)]
    [InlineData("Assigned", true)]
    public async Task MinimalMetadataHasTheIdWhereAKeyPropertyIsNotSelected(string select, bool expected) =>
        Assert.Equal(expected, (await TextAsync($"{Set}?$select={select}")).Contains("@odata.id", StringComparison.Ordinal));

    [Fact]
    public async Task WithoutMetadataThereIsNoId() =>
        Assert.Equal("{\"value\":[{\"Assigned\":100}]}", await TextAsync($"{Set}?$select=Assigned&$top=1", "Accept: application/json;odata.metadata=none"));

    /// <summary>Rows whose key holds an instant, whose colons a path must escape.</summary>
    void PublishInstants()
    {
        var schema = feed.Host.App.Services.GetRequiredService<FeedModel>().Find("ApiUsage")!;
        var rows = new TableBuilder(schema)
            .Add(new DateTimeOffset(2026, 10, 29, 0, 0, 0, TimeSpan.Zero), "Users / Groups", "t", "", 5L, 2L)
            .Add(new DateTimeOffset(2026, 10, 30, 12, 30, 0, TimeSpan.Zero), "50% of 100", "t", "a", null, null);
        feed.Snapshots.Publish([rows.Build().Publish(2)], 2);
    }

    async Task<string> TextAsync(string path, params string[] headers)
    {
        using var response = await feed.GetAsync(path, headers);
        return (await response.Content.ReadAsStringAsync()).Replace(feed.Root, "ROOT", StringComparison.Ordinal);
    }
}
