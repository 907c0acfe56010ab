namespace ODataFeed.Graph;

/// <summary>
/// The addresses Graph hands out: each checked before it is followed, and kept byte for byte, because signatures in the query do not
/// survive normalisation.
/// </summary>
static class GraphLinks
{
    static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    const string Manner = "over https or to this machine, without user name";

    /// <summary>Where a report is downloaded from. The address is a secret for some minutes; messages name its host only.</summary>
    public static Uri Download(string? location, DownloadHosts allowed, string subject)
    {
        if (Parse(location) is not { } link)
            throw Refused(subject, "is no absolute address");
        if (!allowed.Allows(link))
        {
            var leadsTo = $"leads to {link.Scheme}://{link.Host}:{link.Port}";
            throw Refused(subject, $"{leadsTo}; allowed by Graph:DownloadHosts: {allowed}, {Manner}");
        }

        return link;
    }

    /// <summary>The next page of a JSON answer: on the same scheme, host and port as the first, since the token goes with it.</summary>
    public static Uri NextPage(string nextLink, Uri endpoint, string subject)
    {
        if (Parse(nextLink) is { UserInfo.Length: 0 } link && Origin(link) == Origin(endpoint))
            return link;
        var origin = endpoint.GetLeftPart(UriPartial.Authority);
        throw new GraphException($"{subject}: the next page does not lie on {origin}, so it is not followed.")
        {
            Code = GraphException.LinkRefused,
        };
    }

    /// <summary>Null unless absolute, http or https, and printable ASCII throughout.</summary>
    static Uri? Parse(string? link) =>
        link is not null && !link.AsSpan().ContainsAnyExceptInRange('!', '~')
            && Uri.TryCreate(link, AsWritten, out var uri) && uri.IsAbsoluteUri && uri.Scheme is "http" or "https" ? uri : null;

    static (string Scheme, string Host, int Port) Origin(Uri address) => (address.Scheme, address.IdnHost, address.Port);

    static GraphException Refused(string subject, string why) =>
        new($"{subject}: the redirect {why}.") { Code = GraphException.LinkRefused, IsDownload = true };
}
