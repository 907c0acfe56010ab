using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Api;

/// <summary>What the report API needs of whoever serves it.</summary>
public sealed class GraphReportsOptions
{
    /// <summary>The reports that exist.</summary>
    public required ReportCatalog Catalog { get; init; }

    /// <summary>Where their rows come from.</summary>
    public required IReportSource Source { get; init; }

    /// <summary>The clock of file names and error bodies.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Signs and opens download links. Share one between the API and the downloads.</summary>
    public required DownloadLinks Links { get; init; }

    /// <summary>
    /// The absolute URL of the download with the given token. Graph uses another host name than its own; the token alone opens it.
    /// </summary>
    public required Func<HttpContext, string, string> DownloadUrl { get; init; }

    /// <summary>
    /// Null where the caller may read the report, else the error to answer with. The report is null when the URL names none: then
    /// only who calls matters. May set response headers such as <c>WWW-Authenticate</c>.
    /// </summary>
    public required Func<HttpContext, Report?, ValueTask<GraphError?>> Authorize { get; init; }

    /// <summary>The same for <c>GET /v1.0/admin/reportSettings</c>; null: there is no such resource.</summary>
    public Func<HttpContext, ValueTask<GraphError?>>? AuthorizeSettings { get; init; }

    /// <summary>What <c>displayConcealedNames</c> says: whether user, group and site names are replaced by hashes.</summary>
    public Func<bool> DisplayConcealedNames { get; init; } = () => false;
}
