using static GraphSimulator.Tenant.Reports.AggregateRow;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>The Microsoft 365 apps, the browsers they are opened in, and Forms.</summary>
static class AppReports
{
    static readonly string[] Platforms = ["Windows", "Mac", "Mobile", "Web"];
    static readonly string[] Apps = ["Outlook", "Word", "Excel", "PowerPoint", "OneNote", "Teams"];

    static readonly (string Column, Measure Measure)[] Browsers =
        [("Edge", Measure.Edge), ("EdgeLegacy", Measure.EdgeLegacy), ("InternetExplorer", Measure.InternetExplorer)];

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("M365AppUserDetail", UserReport.Of(Product.Apps, AppDetail())),
        ("M365AppUserCounts", new TrendReport(TrendNeeds.Activity, Counts<DayRow>(Apps.Select((app, i) => (app, Measure.AppOutlook + i))))),
        ("M365AppPlatformUserCounts",
            new TrendReport(TrendNeeds.Activity, Counts<DayRow>(Platforms.Select((platform, i) => (platform, Measure.AppsWindows + i))))),
        ("BrowserUserDetail", UserReport.Of(Product.Browser, BrowserDetail())),
        ("BrowserUserCounts", new TrendReport(TrendNeeds.Activity, Counts<DayRow>(Browsers))),
        ("BrowserDistributionUserCounts", new WindowReport(Counts<WindowRow>(Browsers))),
        ("FormsUserActivityUserDetail", UserReport.Of(Product.Forms, new()
        {
            ["UserPrincipalName"] = PrincipalName,
            ["LastActivityDate"] = LastActivity(Product.Forms),
            ["CreatedCount"] = UserColumns.Sum(Measure.FormsCreated),
            ["RespondedCount"] = UserColumns.Sum(Measure.FormsAnswered),
        })),
        ("FormsUserActivityCounts", new TrendReport(TrendNeeds.Activity, new()
        {
            ["Forms"] = AggregateRow.Sum(Measure.FormsCreated),
            ["AuthenticatedInResponses"] = AggregateRow.Sum(Measure.FormsAnswered),
            ["AnonymousResponses"] = AggregateRow.Sum(Measure.FormsAnonymousAnswers),
        })),
        ("FormsUserActivityUserCounts", new TrendReport(TrendNeeds.Activity, new()
        {
            ["Designers"] = Users(Measure.FormsDesigner),
            ["Respondents"] = Users(Measure.FormsAnswered),
            ["TotalUsers"] = Users(Measure.FormsActive),
        })),
    ];

    static RowColumns<TRow> Counts<TRow>(IEnumerable<(string Column, Measure Measure)> measures)
        where TRow : AggregateRow
    {
        var columns = new RowColumns<TRow>();
        foreach (var (column, measure) in measures)
            columns[column] = Users(measure);
        return columns;
    }

    static RowColumns<UserRow> AppDetail()
    {
        var columns = new RowColumns<UserRow>
        {
            ["UserPrincipalName"] = PrincipalName,
            ["LastActivationDate"] = row => TenantRow.Day(Activation.LastDay(row.Person, row.AsOf)),
            ["LastActivityDate"] = LastActivity(Product.Apps),
        };
        for (var app = 0; app < Apps.Length; app++)
            columns[Apps[app]] = Any(Measure.AppOutlook + app);
        for (var platform = 0; platform < Platforms.Length; platform++)
        {
            columns[Platforms[platform]] = Any(Measure.AppsWindows + platform);
            for (var app = 0; app < Apps.Length; app++)
                columns[Apps[app] + Platforms[platform]] = Any(TenantActivity.AppOnPlatform(platform, app));
        }

        return columns;
    }

    static RowColumns<UserRow> BrowserDetail()
    {
        var columns = new RowColumns<UserRow> { ["UserPrincipalName"] = PrincipalName };
        foreach (var (column, measure) in Browsers)
            columns[column] = Any(measure);
        return columns;
    }
}
