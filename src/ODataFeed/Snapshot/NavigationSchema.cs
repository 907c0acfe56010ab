using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>A property that leads from a row to one of another set: the one whose single key property equals an own column.</summary>
/// <param name="Name">The property.</param>
/// <param name="Target">The other set.</param>
/// <param name="Column">The ordinal of the own column.</param>
sealed record NavigationSchema(string Name, string Target, int Column)
{
    /// <summary>The set of days.</summary>
    public const string Dates = "Dates";

    /// <summary>The set of users.</summary>
    public const string Users = "Users";

    /// <summary>The property that leads to the day of a row.</summary>
    public const string Date = "Date";

    /// <summary>The property that leads to the user of a row.</summary>
    public const string User = "User";

    /// <summary>The column that names a user.</summary>
    public const string UserPrincipalName = "UserPrincipalName";

    /// <summary>
    /// What a set of report rows has: <c>Date</c>, to the day a row is about or else to that of its refresh, and <c>User</c>.
    /// </summary>
    public static IReadOnlyList<NavigationSchema> Of(IReadOnlyList<ColumnSchema> columns)
    {
        var navigations = new List<NavigationSchema>();
        if ((Find(columns, Report.ReportDate) ?? Find(columns, Report.ReportRefreshDate)) is { } date)
            navigations.Add(new NavigationSchema(Date, Dates, date));
        if (Find(columns, UserPrincipalName) is { } user)
            navigations.Add(new NavigationSchema(User, Users, user));
        return navigations;
    }

    static int? Find(IReadOnlyList<ColumnSchema> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
                return i;
        }

        return null;
    }
}
