using System.Net;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Validation;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Microsoft's reader takes every payload we write.</summary>
public sealed class PayloadTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    [Fact]
    public async Task MetadataIsAValidModelWithAllSets()
    {
        var model = await ModelAsync();
        Assert.True(model.Validate(out var errors), string.Join('\n', errors));
        Assert.Equal("Microsoft365Usage.Feed", model.EntityContainer.FullName());
        Assert.Equal(93 + 8, model.EntityContainer.EntitySets().Count(set => !set.Name.EndsWith("History", StringComparison.Ordinal)));
        Assert.Equal(["ReportRefreshDate", "ProductType"], model.EntityContainer.FindEntitySet("Office365ActivationsUserCounts").EntityType().Key().Select(key => key.Name));
    }

    [Fact]
    public async Task TheServiceDocumentListsTheSetsOfMetadata()
    {
        var model = await ModelAsync();
        var document = await ODataLib.ReadServiceDocumentAsync(await feed.GetAsync(""), model);
        Assert.Equal(model.EntityContainer.EntitySets().Select(set => set.Name).Order(), document.EntitySets.Select(set => set.Name).Order());
        Assert.All(document.EntitySets, set => Assert.Equal($"{feed.Root}/{set.Name}", set.Url.ToString()));
    }

    [Theory]
    [InlineData("Office365ActivationsUserCounts", "", 4)]
    [InlineData("Office365ActivationsUserCounts", "$select=ProductType,Activated&$count=true", 4)]
    [InlineData("OneDriveUsageStorage", "$filter=StorageUsedByte gt 27487790694399", 2)]
    [InlineData("EmailActivityUserDetail", "$orderby=LastActivityDate desc", 3)]
    [InlineData("SkypeForBusinessActivityCounts", "", 0)]
    public async Task CollectionsAreRead(string set, string query, int count)
    {
        var model = await ModelAsync();
        foreach (var accept in new[] { "application/json", "application/json;odata.metadata=minimal;IEEE754Compatible=true" })
        {
            using var response = await feed.GetAsync($"{set}?{Uri.EscapeDataString(query).Replace("%3D", "=", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal)}", $"Accept: {accept}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var (rows, total, next) = await ODataLib.ReadSetAsync(response, model, set);
            Assert.Equal(count, rows.Count);
            Assert.Equal(query.Contains("$count", StringComparison.Ordinal) ? count : null, total);
            Assert.Null(next);
        }
    }

    [Fact]
    public async Task AnEntityIsReadByItsKey()
    {
        var model = await ModelAsync();
        using var response = await feed.GetAsync("Office365ActivationsUserCounts(ReportRefreshDate=2026-10-30,ProductType='O''NEIL%20\"SPECIAL\"')");
        var entity = await ODataLib.ReadEntityAsync(response, model, "Office365ActivationsUserCounts");
        Assert.Equal("O'NEIL \"SPECIAL\"", entity["ProductType"]);
        Assert.Equal(7L, entity["Assigned"]);
        Assert.Null(entity["Activated"]);
        Assert.Equal(new Date(2026, 10, 30), entity["ReportRefreshDate"]);
    }

    [Fact]
    public async Task ErrorsAreRead()
    {
        using var response = await feed.GetAsync("Office365ActivationsUserCounts?$filter=Actvated%20eq%201");
        var error = await ODataLib.ReadErrorAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("UnknownProperty", error.ErrorCode);
        Assert.Contains("Did you mean Activated?", error.Message, StringComparison.Ordinal);
    }

    async Task<IEdmModel> ModelAsync() => ODataLib.Model(await (await feed.GetAsync("$metadata")).Content.ReadAsStringAsync());
}
