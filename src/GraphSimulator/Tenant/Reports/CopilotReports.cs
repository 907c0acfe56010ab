using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Microsoft 365 Copilot: launched halfway through history. These reports lag up to 72 hours.</summary>
static class CopilotReports
{
    const int CopilotLag = 3;

    /// <summary>Count columns are named <c>… Enabled Users</c> and <c>… Active Users</c>.</summary>
    static readonly (string Column, Measure Measure)[] Apps =
    [
        ("MicrosoftTeams", Measure.CopilotTeams), ("Word", Measure.CopilotWord), ("PowerPoint", Measure.CopilotPowerPoint),
        ("Outlook", Measure.CopilotOutlook), ("Excel", Measure.CopilotExcel), ("OneNote", Measure.CopilotOneNote),
        ("Loop", Measure.CopilotLoop), ("AnyApp", Measure.CopilotActive), ("CopilotChat", Measure.CopilotChat),
        ("Edge", Measure.CopilotEdge), ("Microsoft365Copilot", Measure.CopilotApp), ("CopilotChatWork", Measure.CopilotChatWork),
        ("CopilotChatWeb", Measure.CopilotChatWeb),
    ];

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("Microsoft365CopilotUsageUserDetail", UserDetail()),
        ("Microsoft365CopilotUserCountSummary", new WindowReport(Counts<WindowRow>()) { Lag = CopilotLag }),
        ("Microsoft365CopilotUserCountTrend",
            new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, Counts<DayRow>()) { Lag = CopilotLag }),
    ];

    static RowColumns<TRow> Counts<TRow>()
        where TRow : AggregateRow
    {
        var columns = new RowColumns<TRow>
        {
            ["PromptsSubmitted"] = row => Cell.Integer(row.Current.Sum(Measure.Prompts)),
            ["TotalPromptsSubmitted"] = row => Cell.Integer(row.Current.Sum(Measure.Prompts)),
            ["AveragePromptsSubmitted"] = row => Average(row.Current.Sum(Measure.Prompts), row.Current.Users(Measure.CopilotActive)),
        };
        foreach (var (column, measure) in Apps)
        {
            columns[$"{column}EnabledUsers"] = row => Cell.Integer(row.Inventory.Licensed(Product.Copilot));
            columns[$"{column}ActiveUsers"] = row => Cell.Integer(row.Current.Users(measure));
        }

        return columns;
    }

    static Cell Average(long sum, int users) => users == 0 ? Cell.Null : Cell.Decimal(Math.Round((decimal)sum / users, 2));

    static UserReport UserDetail() => new(
        (in Person person, int asOf) => person.IsLicensedFor(Product.Copilot, asOf),
        [Product.Copilot],
        new()
        {
            ["UserPrincipalName"] = PrincipalName,
            ["DisplayName"] = DisplayName,
            ["LastActivityDate"] = LastUse(Measure.CopilotActive),
            ["CopilotChatLastActivityDate"] = LastUse(Measure.CopilotChat),
            ["MicrosoftTeamsCopilotLastActivityDate"] = LastUse(Measure.CopilotTeams),
            ["WordCopilotLastActivityDate"] = LastUse(Measure.CopilotWord),
            ["ExcelCopilotLastActivityDate"] = LastUse(Measure.CopilotExcel),
            ["PowerPointCopilotLastActivityDate"] = LastUse(Measure.CopilotPowerPoint),
            ["OutlookCopilotLastActivityDate"] = LastUse(Measure.CopilotOutlook),
            ["OneNoteCopilotLastActivityDate"] = LastUse(Measure.CopilotOneNote),
            ["LoopCopilotLastActivityDate"] = LastUse(Measure.CopilotLoop),
            ["PromptsSubmittedForAllApps"] = Sum(Measure.Prompts),
            ["PromptsSubmittedForCopilotChatWork"] = Sum(Measure.PromptsWork),
            ["PromptsSubmittedForCopilotChatWeb"] = Sum(Measure.PromptsWeb),
            // The measure is 1 on every day of use.
            ["ActiveUsageDaysForAllApps"] = Sum(Measure.CopilotActive),
            ["CopilotChatWorkLastActivityDate"] = LastUse(Measure.CopilotChatWork),
            ["CopilotChatWebLastActivityDate"] = LastUse(Measure.CopilotChatWeb),
            ["Microsoft365CopilotLastActivityDate"] = LastUse(Measure.CopilotApp),
            ["EdgeLastActivityDate"] = LastUse(Measure.CopilotEdge),
            ["CopilotAgentLastActivityDate"] = LastUse(Measure.CopilotAgent),
        })
    {
        Sums = [Product.Copilot],
        Lag = CopilotLag,
    };
}
