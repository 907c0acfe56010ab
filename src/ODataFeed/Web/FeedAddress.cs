namespace ODataFeed.Web;

/// <summary>Where clients reach the service: pages link to it, connection files hold it.</summary>
/// <param name="Path">The path of the service root.</param>
/// <param name="PublicUrl">Scheme, host and base path in front of it, where a proxy stands there; else the request says.</param>
sealed record FeedAddress(string Path, string? PublicUrl)
{
    /// <summary>The service root, with the slash that clients resolve names of sets against.</summary>
    public string Root(HttpRequest request) => $"{Site(request)}{Path}/";

    /// <summary>The address of the home page, without trailing slash.</summary>
    public string Site(HttpRequest request) => PublicUrl ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}
