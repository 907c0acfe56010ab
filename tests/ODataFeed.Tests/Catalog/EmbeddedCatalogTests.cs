using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Catalog;

public sealed class EmbeddedCatalogTests
{
    static IReadOnlyList<Report> All => Reports.Catalog.Reports;

    [Fact]
    public void HoldsAllReportsOfGraph()
    {
        Assert.Equal(93, All.Count);
        Assert.Equal(78, All.Count(report => report.V1));
        Assert.Equal(Wire.Reports.Keys.Order(StringComparer.Ordinal), All.Select(report => report.Function).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HoldsTheReportsOfEachService() =>
        Assert.Equal(
            "API usage 2, Browser 3, Copilot 3, Exchange 11, Forms 3, Microsoft 365 6, Microsoft 365 Apps 3, Microsoft 365 groups 5, "
            + "OneDrive 7, SharePoint 9, Skype for Business 15, Teams 17, Viva Engage 9",
            string.Join(", ", All.CountBy(report => report.Service).Select(service => $"{service.Key} {service.Value}").Order()));

    /// <summary>Keys and set names are a contract with every workbook made against the feed: changing one must be seen.</summary>
    [Fact]
    public void KeepsTheKeyContract()
    {
        var contract = new StringBuilder("set | shape | key | history | by day | fetched | personal data\n");
        foreach (var report in All.OrderBy(report => report.EntitySet, StringComparer.Ordinal))
        {
            contract.Append($"{report.EntitySet} | {report.Shape} | {string.Join(", ", report.Key)}");
            contract.Append($" | {report.HistorySet ?? "-"} | {report.ByDaySet ?? "-"}");
            contract.Append($" | {string.Join(", ", report.Fetch.DefaultIfEmpty("-"))} | {(report.Detail ? "detail" : "-")}\n");
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data/key-contract.txt")), contract.ToString());
    }

    /// <summary>A store is refused by a program whose catalog is older. If this fails, raise the version and put the new digest here.</summary>
    [Fact]
    public void ItsVersionRisesWithItsColumns()
    {
        var columns = All.SelectMany(report => report.Columns.Select(column => $"{report.EntitySet} {string.Join(',', report.Key)} {report.ByDay} {column.Name} {column.Type}"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', columns.Order(StringComparer.Ordinal)))));

        Assert.Equal((1, "6d72b5b65411f203"), (ReportCatalog.Version, digest[..16]));
    }

    [Fact]
    public void NamesEverySetOnce()
    {
        var sets = All.SelectMany(report => new[] { report.EntitySet, report.HistorySet, report.ByDaySet }).OfType<string>().ToList();
        Assert.Equal(93 + 39 + 18, sets.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(sets.Count, sets.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void FindsAReportByItsEntitySet()
    {
        Assert.Equal("getEmailActivityCounts", Reports.Catalog.Find("EmailActivityCounts")?.Function);
        Assert.Null(Reports.Catalog.Find("emailactivitycounts"));
        Assert.Null(Reports.Catalog.Find("EmailActivityUserDetailHistory"));
    }

    /// <summary>Stated here a second time and differently, so that a change of the rule shows.</summary>
    [Fact]
    public void NamesPropertiesByTheWordsOfTheHeader()
    {
        foreach (var column in All.SelectMany(report => report.Columns))
        {
            var words = Regex.Matches(column.Header, "[A-Za-z0-9]+").Select(word => char.ToUpperInvariant(word.Value[0]) + word.Value[1..]);
            Assert.Equal(string.Concat(words), column.Name);
        }
    }

    [Fact]
    public void KeysAreColumns() =>
        Assert.All(All, report => Assert.Empty(report.Key.Except(report.Columns.Select(column => column.Name))));

    [Fact]
    public void GeneratesOnlyOccurrenceAndOneReportPeriod()
    {
        var generated = All.SelectMany(
            report => report.Columns.Where(column => column.Generated),
            (report, column) => $"{report.EntitySet} {column.Name}");
        Assert.Equal(
            [
                "FormsUserActivityCounts Occurrence", "FormsUserActivityUserCounts Occurrence", "Office365ActiveUserDetail ReportPeriod",
                "Office365GroupsActivityDetail Occurrence", "OneDriveUsageAccountDetail Occurrence", "SharePointSiteUsageDetail Occurrence",
                "TeamsTeamActivityDetail Occurrence", "YammerGroupsActivityDetail Occurrence",
            ],
            generated.Order(StringComparer.Ordinal));
        Assert.Equal(7, All.Count(report => report.Numbered));
    }

    [Fact]
    public void GeneratedColumnsStandLast() =>
        Assert.All(All, report => Assert.Equal(report.Columns.OrderBy(column => column.Generated), report.Columns));

    [Fact]
    public void DetailReportsAreTheOnesWithPersonalData()
    {
        Assert.Equal(22, All.Count(report => report.Detail));
        Assert.All(All, report => Assert.Equal(report.Detail, report.Columns.Any(column => column.Personal)));
        Assert.All(
            All.SelectMany(report => report.Columns)
                .Where(column => Regex.IsMatch(column.Name, "(PrincipalName|UserId|^DisplayName|OwnerDisplayName)$")),
            column => Assert.True(column.Personal));
    }

    [Fact]
    public void ReportsWithNestedJsonAreNineteen() => Assert.Equal(19, All.Count(report => report.JsonNested));

    [Fact]
    public void AnswersInTheBodyAreTheApiUsageReports() =>
        Assert.Equal(["getApiUsage", "getSharePointApiUsage"], All.Where(report => report.Inline).Select(report => report.Function));

    [Fact]
    public void RetiredReportsAreThoseOfSkype() =>
        Assert.All(All, report => Assert.Equal(report.Service == "Skype for Business" ? "2021-07-31" : null, report.Retired));

    [Fact]
    public void CopilotReportsHaveTheirOwnPath() =>
        Assert.All(All, report => Assert.Equal(report.Service == "Copilot" ? "/copilot/reports" : "/reports", report.Path));

    [Fact]
    public void EverythingIsDescribedInOneSentence()
    {
        var ofReports = All.SelectMany(report => report.Caveats.Append(report.Description));
        var texts = ofReports.Concat(All.SelectMany(report => report.Columns).Select(column => column.Description));
        Assert.All(texts, text => Assert.Matches(@"^[A-Z0-9][^\n]{9,}[^.]\.$", text));
        Assert.All(All, report => Assert.Distinct(report.Columns.Select(column => column.Description)));
        Assert.Distinct(All.Select(report => report.Title));
        Assert.Distinct(All.Select(report => report.Description));
    }

    [Fact]
    public void ReportsOfBetaOnlyAndRetiredOnesSaySo()
    {
        Assert.All(All.Where(report => !report.V1), report => Assert.Contains("beta", string.Join(' ', report.Caveats)));
        Assert.All(All.Where(report => report.Retired is not null), report => Assert.Contains("2021", string.Join(' ', report.Caveats)));
    }
}
