using ODataFeed.Web.Charts;

namespace ODataFeed.Web.Home;

/// <summary>What one card of the home page shows: a query of the feed, which Explore opens as it is.</summary>
/// <param name="Service">The service, as the catalog names it.</param>
/// <param name="Title">What the chart says.</param>
/// <param name="Set">The entity set.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Options">The query options.</param>
sealed record Headline(string Service, string Title, string Set, ChartKind Kind, params KeyValuePair<string, string>[] Options)
{
    /// <summary>Twenty-five weeks of working days; a little less than Graph's longest window, which begins on any day.</summary>
    const string WorkingDays = "125";

    const string OnlyWorkingDays = "Date/IsWeekend eq false";

    /// <summary>Graph's longest window.</summary>
    const string Days = "180";

    /// <summary>Weekends are left out.</summary>
    public bool HasWorkingDaysOnly => Options.Any(option => option.Value == OnlyWorkingDays);

    /// <summary>The cards, in the order of the page. Weekends are left out where they would only make the lines jagged.</summary>
    public static IReadOnlyList<Headline> All { get; } =
    [
        new("Microsoft 365", "Active users per product", "Office365ActiveUserCounts", ChartKind.Line, OnWorkingDays("Exchange,Teams,OneDrive,SharePoint,Yammer")),
        new("Microsoft 365", "Activations per licence and platform", "ActivationsByPlatform", ChartKind.StackedBar, Given("$filter", "Activations gt 0")),
        new("Copilot", "Licensed and active users", "Microsoft365CopilotUserCountTrend", ChartKind.Line, OnWorkingDays("AnyAppActiveUsers,AnyAppEnabledUsers")),
        new("Teams", "People in chats, calls and meetings", "TeamsUserActivityUserCounts", ChartKind.Line, OnWorkingDays("PrivateChatMessages,Meetings,Calls,TeamChatMessages")),
        new("Exchange", "Email read, received and sent", "EmailActivityCounts", ChartKind.Line, OnWorkingDays("Read,Receive,Send")),
        new("OneDrive", "Storage used", "OneDriveUsageStorage", ChartKind.StackedArea, Newest("StorageUsedByte", "SiteType eq 'OneDrive'")),
        new("SharePoint", "Storage used", "SharePointSiteUsageStorage", ChartKind.StackedArea, Newest("StorageUsedByte", "SiteType eq 'All'")),
        new("Microsoft 365 Apps", "Users per platform", "M365AppPlatformUserCounts", ChartKind.Line, OnWorkingDays("Windows,Mobile,Web,Mac")),
        new("Microsoft 365 groups", "Storage of mailboxes and sites", "Office365GroupsActivityStorage", ChartKind.StackedArea, Newest("SiteStorageUsedByte,MailboxStorageUsedByte", null)),
        new("Viva Engage", "People who read, liked and posted", "YammerActivityUserCounts", ChartKind.Line, OnWorkingDays("Read,Liked,Posted")),
        new("Forms", "Users on the busiest day, per window in days", "FormsUserActivityUserCounts", ChartKind.Bar, Given("$apply", "groupby((ReportPeriod),aggregate(Designers with max as PeakDesigners,Respondents with max as PeakRespondents))")),
        new("Browser", "Users per Microsoft browser", "BrowserUserCounts", ChartKind.Line, OnWorkingDays("Edge,InternetExplorer")),
        new("API usage", "Graph requests per service area", "ApiUsage", ChartKind.Line, Given("$filter", "AppID eq ''", "$select", "Date,ServiceArea,Usage")),
    ];

    static KeyValuePair<string, string>[] OnWorkingDays(string columns) =>
        Given("$filter", OnlyWorkingDays, "$select", $"ReportDate,{columns}", "$orderby", "ReportDate desc", "$top", WorkingDays);

    static KeyValuePair<string, string>[] Newest(string columns, string? filter) =>
        [.. filter is null ? [] : Given("$filter", filter), .. Given("$select", $"ReportDate,{columns}", "$orderby", "ReportDate desc", "$top", Days)];

    static KeyValuePair<string, string>[] Given(params string[] namesAndValues) =>
        [.. namesAndValues.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))];
}
