namespace ODataFeed.Graph;

/// <summary>
/// The addresses Graph hands out: each checked before it is followed, and kept byte for byte, because signatures in the query do not
/// survive normalisation.
/// </summary>
static class GraphLinks
{
    static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Where a report is downloaded from. The address is a secret for some minutes; messages name its host only.</summary>
    public static Uri Download(string? location, DownloadHosts allowed, ReportRequest request)
    {
        if (Parse(location) is not { } link)
            throw Refused(request, "is no absolute address");
        if (!allowed.Allows(link))
            throw Refused(request, $"leads to {link.Scheme}://{link.Host}:{link.Port}; allowed by Graph:DownloadHosts: {allowed}, over https or to this machine, without user name");
        return link;
    }

    /// <summary>The next page of a JSON answer: on the same scheme, host and port as the first, since the token goes with it.</summary>
    public static Uri NextPage(string nextLink, Uri endpoint, ReportRequest request)
    {
        if (Parse(nextLink) is { UserInfo.Length: 0 } link && link.Scheme == endpoint.Scheme && link.IdnHost == endpoint.IdnHost && link.Port == endpoint.Port)
            return link;
        throw new GraphException($"{request}: the next page does not lie on {endpoint.GetLeftPart(UriPartial.Authority)}, so it is not followed.") { Code = "LinkRefused" };
    }

    /// <summary>Null unless absolute, http or https, and printable ASCII throughout.</summary>
    static Uri? Parse(string? link) =>
        link is not null && !link.AsSpan().ContainsAnyExceptInRange('!', '~') && Uri.TryCreate(link, AsWritten, out var uri) && uri.IsAbsoluteUri
            && uri.Scheme is "http" or "https" ? uri : null;

    static GraphException Refused(ReportRequest request, string why) => new($"{request}: the redirect {why}.") { Code = "LinkRefused" };
}
