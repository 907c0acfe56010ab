using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Feed;
using ODataFeed.Web;
using ODataFeed.Web.Charts;
using Xunit;

namespace ODataFeed.Tests.Web.Charts;

/// <summary>Which chart the rows of an answer make, over <see cref="SmallTenant"/>.</summary>
public sealed class ResultChartTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    [Theory]
    [InlineData("OneDriveUsageStorage", "", "Line 2 days: All 27487790694400 27487790694500; OneDrive 27487790694399 -")]
    [InlineData("OneDriveUsageStorage", "$filter=SiteType eq 'All'&$orderby=ReportDate desc", "StackedArea 2 days: Storage Used 27487790694400 27487790694500")]
    [InlineData("Office365ActivationsUserCounts", "$select=ProductType,Activated,Assigned&$filter=Assigned lt 100", "Bar 3 names: Activated - 20 3; Assigned 7 20 10")]
    [InlineData("EmailActivityUserDetail", "$apply=groupby((IsDeleted),aggregate(SendCount with sum as TotalSendCount))", "Bar 2 names: Total Send Count 12 0")]
    [InlineData("Dates", "$apply=filter(Year eq 2026 and Month lt 4)/groupby((Year,Month),aggregate($count as Days))", "Line 3 days: Days 31 28 31")]
    [InlineData("Dates", "$top=3", "none")]
    [InlineData("SkypeForBusinessActivityCounts", "", "none")]
    [InlineData("EmailActivityUserDetail", "$select=SendCount", "none")]
    public async Task RowsMakeTheChartTheyAreGoodFor(string set, string options, string expected)
    {
        var services = feed.Host.App.Services;
        var queries = new PageQueries(
            services.GetRequiredService<FeedModel>(),
            services.GetRequiredService<PublishedSnapshots>(),
            services.GetRequiredService<DatabaseExecutor>(),
            services.GetRequiredService<QuerySlots>(),
            services.GetRequiredService<PageLimits>(),
            TimeProvider.System);
        var result = await queries.RunAsync(set, options.Replace(" ", "%20", StringComparison.Ordinal), CancellationToken.None);
        Assert.Equal(expected, Print(ResultChart.Of(result.ForPage(result.First, result.End), "")));
    }

    static string Print(ChartModel? chart) => chart is null ? "none" :
        $"{chart.Kind} {chart.Places.Count} {(chart.OverTime ? "days" : "names")}: "
        + string.Join("; ", chart.Series.Select(series => $"{series.Name} {string.Join(' ', series.Values.Select(value => value?.ToString("0") ?? "-"))}"));
}
