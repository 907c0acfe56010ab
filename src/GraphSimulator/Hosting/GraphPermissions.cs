namespace GraphSimulator.Hosting;

/// <summary>The permissions a token can carry here, spelt as in Graph.</summary>
public static class GraphPermissions
{
    /// <summary>May read all usage reports.</summary>
    public const string Reports = "Reports.Read.All";

    /// <summary>May read whether names are concealed.</summary>
    public const string ReportSettings = "ReportSettings.Read.All";
}
