using System.Net;
using System.Text.RegularExpressions;
using ODataFeed.Tests.Feed;
using Xunit;

namespace ODataFeed.Tests.Web.Explore;

/// <summary>What Explore makes of what browsers send, over <see cref="SmallTenant"/>: see <c>views.cases</c>.</summary>
public sealed partial class ExploreCaseTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    public static TheoryData<string, string, string> Views => CaseFile.Located("Web/Explore/views.cases");

    [Theory]
    [MemberData(nameof(Views))]
    public async Task AViewIsWhatItsAddressSays(string where, string query, string expected)
    {
        using var response = await feed.Client.GetAsync($"{Site}/explore?{query}");
        CaseFile.Check(where, expected, $"{(int)response.StatusCode} {await SaidAsync(response)}");
    }

    /// <summary>A form that is sent back as it was shown leads to the view it was shown by.</summary>
    [Theory]
    [InlineData("$filter=SiteType eq 'All' and StorageUsedByte ne null&$select=StorageUsedByte,ReportDate&$orderby=ReportDate desc&$top=3")]
    [InlineData("$apply=filter(SiteType eq 'All')/groupby((SiteType,Date/Month),aggregate(StorageUsedByte with sum as TotalStorageUsedByte,$count as Rows))&$orderby=Rows")]
    [InlineData("$filter=SiteType eq 'All' or SiteType eq 'OneDrive'")]
    [InlineData("$apply=groupby((SiteType),aggregate(StorageUsedByte with sum as TotalStorageUsedByte))/filter(TotalStorageUsedByte gt 5)")]
    [InlineData("$filter=startswith(SiteType,'One') and ReportDate ge 2026-10-01")]
    public async Task AFormSaysWhatItWasFilledWith(string options)
    {
        var page = await feed.Client.GetStringAsync($"{Site}/explore?set=OneDriveUsageStorage&{options}");
        using var response = await feed.Client.GetAsync($"{Site}/explore?{FormFields.Of(page)}");
        Assert.Equal($"explore?set=OneDriveUsageStorage&{options.Replace(" ", "%20", StringComparison.Ordinal)}", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task ACollectionWithinARowIsShownInItsCell()
    {
        var page = await feed.Client.GetStringAsync($"{Site}/explore?set=OneDriveUsageStorage&$apply=groupby((SiteType),nest(identity as Days,aggregate(StorageUsedByte with max as Peak) as Most))");
        Assert.Matches("<summary>2 rows</summary>\\s*<table>.*27,487,790,694,400", page.ReplaceLineEndings(" "));
        Assert.Matches("<summary>1 row</summary>\\s*<table>\\s*<thead>\\s*<tr>\\s*<th scope=\"col\" class=\"number\">Peak</th>", page);
    }

    [Fact]
    public async Task NullIsADashAndNotNothing()
    {
        var page = await feed.Client.GetStringAsync($"{Site}/explore?set=OneDriveUsageStorage&$filter=StorageUsedByte eq null&$select=StorageUsedByte");
        Assert.Contains("""<span class="null" title="null">–</span>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextOfRowsIsTextAndNoMarkup()
    {
        var page = await feed.Client.GetStringAsync($"{Site}/explore?set=Office365ActivationsUserCounts&$filter=ProductType eq '<b>'");
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    string Site => feed.Root[..^"/odata".Length];

    /// <summary>Where it leads, the place of an error as <c>before[fault]after</c>, or the alert.</summary>
    async Task<string> SaidAsync(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.SeeOther)
            return response.Headers.Location!.OriginalString;
        var page = await response.Content.ReadAsStringAsync();
        var said = Place().Match(page) is { Success: true } place ? place.Groups["text"].Value : Alert().Match(page).Groups["text"].Value;
        var text = WebUtility.HtmlDecode(said.Replace("<mark>", "[", StringComparison.Ordinal).Replace("</mark>", "]", StringComparison.Ordinal));
        return text.Replace(feed.Root, "ROOT", StringComparison.Ordinal);
    }

    [GeneratedRegex("<p class=\"place\"><code>(?<text>.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex("role=\"alert\"><strong>[^<]*</strong>\\s*(?<text>[^<]*)<", RegexOptions.Singleline)]
    private static partial Regex Alert();
}
