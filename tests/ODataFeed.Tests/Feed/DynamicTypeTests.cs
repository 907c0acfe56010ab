using Microsoft.OData.Edm;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>What a reader must be told of properties that <c>$metadata</c> does not have (OData JSON Format §4.5.3, §4.5.9).</summary>
public sealed class DynamicTypeTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Grouped = "OneDriveUsageStorage?$apply=groupby((SiteType,ReportDate),aggregate(StorageUsedByte with max as Most,$count as N))&$top=1";

    [Theory]
    [InlineData(Grouped, "4.0", "metadata=minimal",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(SiteType,ReportDate,Most,N)\",\"value\":[{\"@odata.id\":null,"
        + "\"SiteType\":\"All\",\"ReportDate\":\"2026-10-28\",\"Most@odata.type\":\"#Int64\",\"Most\":27487790694400,\"N@odata.type\":\"#Decimal\",\"N\":1}]}")]
    [InlineData(Grouped, "4.01", "metadata=minimal",
        "{\"@context\":\"ROOT/$metadata#OneDriveUsageStorage(SiteType,ReportDate,Most,N)\",\"value\":[{"
        + "\"SiteType\":\"All\",\"ReportDate\":\"2026-10-28\",\"Most@type\":\"Int64\",\"Most\":27487790694400,\"N@type\":\"Decimal\",\"N\":1}]}")]
    [InlineData(Grouped, "4.01", "metadata=full",
        "{\"@context\":\"ROOT/$metadata#OneDriveUsageStorage(SiteType,ReportDate,Most,N)\",\"value\":[{\"@id\":null,"
        + "\"SiteType\":\"All\",\"ReportDate@type\":\"Date\",\"ReportDate\":\"2026-10-28\",\"Most@type\":\"Int64\",\"Most\":27487790694400,\"N@type\":\"Decimal\",\"N\":1}]}")]
    [InlineData(Grouped, "4.0", "metadata=none", "{\"value\":[{\"SiteType\":\"All\",\"ReportDate\":\"2026-10-28\",\"Most\":27487790694400,\"N\":1}]}")]
    [InlineData(Grouped, "4.0", "metadata=minimal;IEEE754Compatible=true",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(SiteType,ReportDate,Most,N)\",\"value\":[{\"@odata.id\":null,"
        + "\"SiteType\":\"All\",\"ReportDate\":\"2026-10-28\",\"Most@odata.type\":\"#Int64\",\"Most\":\"27487790694400\",\"N@odata.type\":\"#Decimal\",\"N\":\"1\"}]}")]
    [InlineData("OneDriveUsageStorage?$apply=groupby((Date/Month),aggregate(SiteType with min as First))", "4.0", "metadata=minimal",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(Date(Month),First)\",\"value\":[{\"@odata.id\":null,\"Date\":{\"@odata.id\":null,\"Month\":10},\"First\":\"All\"}]}")]
    [InlineData("OneDriveUsageStorage?$compute=StorageUsedByte div 2 as Half,SiteType eq 'All' as Whole&$select=ReportDate,SiteType,Half,Whole&$top=1", "4.0", "metadata=minimal",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(ReportDate,SiteType,Half,Whole)\",\"value\":[{"
        + "\"ReportDate\":\"2026-10-28\",\"SiteType\":\"All\",\"Half@odata.type\":\"#Int64\",\"Half\":13743895347200,\"Whole\":true}]}")]
    [InlineData("EmailActivityUserDetail?$apply=outerjoin(User as U,compute(length(DisplayName) as Letters))&$select=ReportRefreshDate,UserPrincipalName,ReportPeriod,U/UserPrincipalName,U/Letters&$top=2", "4.0", "metadata=minimal",
        "{\"@odata.context\":\"ROOT/$metadata#EmailActivityUserDetail(ReportRefreshDate,UserPrincipalName,ReportPeriod,U)\",\"value\":["
        + "{\"ReportRefreshDate\":\"2026-10-30\",\"UserPrincipalName\":\"adele@contoso.com\",\"ReportPeriod\":30,\"U\":{\"@odata.context\":\"#Users(UserPrincipalName,Letters)/$entity\",\"@odata.type\":\"#Microsoft365Usage.Users\",\"UserPrincipalName\":\"adele@contoso.com\",\"Letters@odata.type\":\"#Int32\",\"Letters\":11}},"
        + "{\"ReportRefreshDate\":\"2026-10-30\",\"UserPrincipalName\":\"bjørn@contoso.com\",\"ReportPeriod\":30,\"U\":null}]}")]
    [InlineData("OneDriveUsageStorage?$apply=join(Date as D)/top(1)&$select=ReportDate,SiteType,D/Month", "4.01", "metadata=minimal",
        "{\"@context\":\"ROOT/$metadata#OneDriveUsageStorage(ReportDate,SiteType,D())\",\"value\":[{\"ReportDate\":\"2026-10-28\",\"SiteType\":\"All\",\"D\":{"
        + "\"@context\":\"#Dates(Month)/$entity\",\"@type\":\"#Microsoft365Usage.Dates\",\"@id\":\"Dates(2026-10-28)\",\"Month\":10}}]}")]
    [InlineData("OneDriveUsageStorage?$apply=concat(top(1),skip(3))&$select=SiteType", "4.0", "metadata=minimal",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(SiteType)\",\"value\":[{\"@odata.id\":\"OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')\",\"SiteType\":\"All\"},"
        + "{\"@odata.id\":\"OneDriveUsageStorage(ReportDate=2026-10-29,SiteType='OneDrive')\",\"SiteType\":\"OneDrive\"}]}")]
    [InlineData("OneDriveUsageStorage?$apply=nest(groupby((SiteType)) as Sites)", "4.0", "metadata=minimal",
        "{\"@odata.context\":\"ROOT/$metadata#OneDriveUsageStorage(Sites)\",\"value\":[{\"@odata.id\":null,\"Sites@odata.context\":\"#OneDriveUsageStorage(SiteType)\",\"Sites@odata.type\":\"#Collection(Microsoft365Usage.OneDriveUsageStorage)\",\"Sites\":["
        + "{\"@odata.id\":null,\"SiteType\":\"All\"},{\"@odata.id\":null,\"SiteType\":\"OneDrive\"}]}]}")]
    public async Task OnlyWhatCannotBeKnownIsSaid(string path, string version, string parameters, string expected)
    {
        var prefixed = version == "4.0" ? parameters.Replace("metadata", "odata.metadata", StringComparison.Ordinal) : parameters;
        Assert.Equal(expected, await TextAsync(path, $"Accept: application/json;{prefixed}", $"OData-MaxVersion: {version}"));
    }

    [Theory]
    [InlineData("4.0", "odata.metadata=minimal")]
    [InlineData("4.0", "odata.metadata=minimal;IEEE754Compatible=true")]
    [InlineData("4.0", "odata.metadata=full")]
    [InlineData("4.01", "metadata=minimal")]
    [InlineData("4.01", "metadata=full")]
    public async Task ODataLibReadsEachValueAsItsType(string version, string parameters)
    {
        const string Path = "EmailActivityUserDetail?$apply=groupby((User/IsDeleted),aggregate(SendCount with sum as Sum,SendCount with average as Mean,$count as N,"
            + "LastActivityDate with max as Last,ReportRefreshDate sub LastActivityDate with max as Longest,ReportPeriod with max as Period))"
            + "/compute(Mean divby 0 as Endless,cast(Last,Edm.DateTimeOffset) as Instant,time(cast(Last,Edm.DateTimeOffset)) as Time,N gt 0 as Some)/filter(Sum gt 0)";
        using var response = await feed.GetAsync(Uri.EscapeDataString(Path).Replace("%3F", "?", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal), $"Accept: application/json;{parameters}", $"OData-MaxVersion: {version}");
        var (rows, _, _) = await ODataLib.ReadDynamicSetAsync(response, ODataLib.Model(await TextAsync("$metadata")), "EmailActivityUserDetail");
        var row = rows.Single(row => row.ContainsKey("Sum"));
        Assert.Equal(12L, row["Sum"]);
        Assert.Equal(12.0, row["Mean"]);
        Assert.Equal(1m, row["N"]);
        Assert.Equal(new Date(2026, 10, 29), row["Last"]);
        Assert.Equal(TimeSpan.FromDays(1), row["Longest"]);
        Assert.Equal(30, row["Period"]);
        Assert.Equal(double.PositiveInfinity, row["Endless"]);
        Assert.Equal(new DateTimeOffset(2026, 10, 29, 0, 0, 0, TimeSpan.Zero), row["Instant"]);
        Assert.Equal(new TimeOfDay(0, 0, 0, 0), row["Time"]);
        Assert.Equal(true, row["Some"]);
    }

    /// <summary>An object the model does not have is one untyped value to the reader; rows of a collection count as rows.</summary>
    [Theory]
    [InlineData("EmailActivityUserDetail?$apply=outerjoin(User%20as%20U)", 3)]
    [InlineData("EmailActivityUserDetail?$apply=join(User%20as%20U)/join(Date%20as%20D)&$select=UserPrincipalName&$expand=U($select=DisplayName),D", 2)]
    [InlineData("OneDriveUsageStorage?$apply=groupby((SiteType),nest(identity%20as%20Rows))", 6)]
    [InlineData("OneDriveUsageStorage?$apply=nest(groupby((SiteType))%20as%20Sites,aggregate($count%20as%20N)%20as%20Totals)", 4)]
    public async Task ODataLibReadsJoinedEntitiesAndNestedCollections(string path, int expected)
    {
        var model = ODataLib.Model(await TextAsync("$metadata"));
        foreach (var (version, parameters) in new[] { ("4.0", "odata.metadata=minimal"), ("4.0", "odata.metadata=full"), ("4.01", "metadata=minimal") })
        {
            using var response = await feed.GetAsync(path, $"Accept: application/json;{parameters}", $"OData-MaxVersion: {version}");
            Assert.Equal(expected, (await ODataLib.ReadDynamicSetAsync(response, model, path.Split('?')[0])).Rows.Count);
        }
    }

    async Task<string> TextAsync(string path, params string[] headers)
    {
        using var response = await feed.GetAsync(path.Replace(" ", "%20", StringComparison.Ordinal), headers);
        return (await response.Content.ReadAsStringAsync()).Replace(feed.Root, "ROOT", StringComparison.Ordinal);
    }
}
