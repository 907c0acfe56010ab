namespace ODataFeed.Benchmarks;

/// <summary>The queries measured.</summary>
static class Queries
{
    public const string Filter = "$filter=ExchangeLastActivityDate ge 2026-10-20&$select=UserPrincipalName,ExchangeLastActivityDate&$orderby=ExchangeLastActivityDate,UserPrincipalName";

    public const string Group = "$apply=groupby((AssignedProducts),aggregate($count as N,ReportPeriod with sum as S,ReportPeriod with average as A,ExchangeLastActivityDate with countdistinct as D))";

    /// <summary>Evaluates a condition on text and two on dates.</summary>
    public const string Scan = "$filter=contains(UserPrincipalName,'99') and ExchangeLastActivityDate ge 2026-08-01 and TeamsLastActivityDate gt OneDriveLastActivityDate";

    public const string Sort = "$orderby=ExchangeLastActivityDate desc,DisplayName";
}
