namespace ODataFeed.Graph;

/// <summary>Graph's and Entra ID's addresses per cloud (Graph documentation, "National cloud deployments").</summary>
sealed record GraphAddresses(Uri Graph, Uri Login)
{
    /// <summary>The addresses of one cloud.</summary>
    public static GraphAddresses Of(GraphCloud cloud) => cloud switch
    {
        GraphCloud.Global => new(new("https://graph.microsoft.com"), new("https://login.microsoftonline.com")),
        GraphCloud.UsGov => new(new("https://graph.microsoft.us"), new("https://login.microsoftonline.us")),
        GraphCloud.UsGovDod => new(new("https://dod-graph.microsoft.us"), new("https://login.microsoftonline.us")),
        GraphCloud.China => new(new("https://microsoftgraph.chinacloudapi.cn"), new("https://login.chinacloudapi.cn")),
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, $"Not one of {string.Join(", ", Enum.GetNames<GraphCloud>())}."),
    };
}
