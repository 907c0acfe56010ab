namespace ODataFeed.Web.Connect;

/// <summary>What the connect page shows.</summary>
/// <param name="SignIn">How a client signs in here.</param>
/// <param name="Whole">The files of the whole feed.</param>
/// <param name="Chosen">The set the page is about; null: the whole feed.</param>
public sealed record ConnectModel(SiteModel Site, SignInKind SignIn, ConnectFiles Whole, ConnectFiles? Chosen, string M, string Search, IReadOnlyList<ConnectService> Services)
{
    /// <summary>What the page is about.</summary>
    public ConnectFiles Files => Chosen ?? Whole;
}

/// <summary>The sets of a service and their files.</summary>
public sealed record ConnectService(string Name, IReadOnlyList<ConnectFiles> Sets);

/// <summary>The connection files of a set or of the whole feed, relative to the page.</summary>
public sealed record ConnectFiles(string Name, string Title, string Description)
{
    public string PowerBi => $"connect/{Name}.pbids";

    public string Excel => $"connect/{Name}.odc";

    public string M => $"connect/{Name}.pq";

    public string Page => $"connect?set={Name}";
}
