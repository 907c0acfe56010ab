namespace ODataFeed.Query;

/// <summary>Errors of the protocol around a query: method, version, format, paging, availability.</summary>
static partial class FeedErrors
{
    public static FeedException MethodNotAllowed(string method) =>
        new(405, "MethodNotAllowed", $"{method} is not possible here: the feed is read-only. Use GET or HEAD.");

    public static FeedException UnsupportedVersion(string header, string found) =>
        new(400, "UnsupportedVersion", $"{header} '{found}' is not what this feed speaks; legal: 4.0 and 4.01.", header);

    public static FeedException UnsupportedIsolation(string found) =>
        new(412, "UnsupportedIsolation", $"Isolation '{found}' is not possible; legal: snapshot.", "Isolation");

    public static FeedException NotAcceptable(string accept, string offered) =>
        new(406, "NotAcceptable", $"'{Excerpt(accept)}' asks for a format this resource does not have; it has {offered}.", "Accept");

    public static FeedException InvalidFormat(string format, string offered) =>
        new(406, "NotAcceptable", $"$format={Excerpt(format)} is a format this resource does not have; it has {offered}.", "$format");

    public static FeedException InvalidPreference(string preference, string expected) =>
        new(400, "InvalidPreference", $"The preference '{preference}' cannot be read; expected {expected}.", "Prefer");

    public static FeedException InvalidSkipToken() =>
        new(400, "InvalidSkipToken", "The $skiptoken was not made by this feed. Follow @odata.nextLink as it is; do not make one.", "$skiptoken");

    public static FeedException ForeignSkipToken() =>
        new(400, "InvalidSkipToken", "The $skiptoken is that of another query: it goes with the resource and the options of the link it came in, unchanged. Follow @odata.nextLink as it is.", "$skiptoken");

    public static FeedException UnknownSchemaVersion(string found) =>
        new(404, "UnknownSchemaVersion", $"There is no version '{Excerpt(found)}' of the schema: this feed has the current one alone; leave $schemaversion out, or give it as *.", "$schemaversion");

    public static FeedException SnapshotGone(string set) =>
        new(410, "SnapshotGone", $"{set} was refreshed since the first page was read, and the rows of that time are no longer kept. Read the set again from its first page.", set);

    public static FeedException NotLoaded(string set) =>
        new(503, "NotLoaded", $"The rows of {set} have not been loaded yet. Try again in a few seconds; /health/ready says when all reports are there.", set);

    public static FeedException ReportUnavailable(string set, string reason) =>
        new(503, "ReportUnavailable", $"{set} has no rows yet, because the report could not be fetched: {reason}", set);

    public static FeedException Forbidden(string what, string right) =>
        new(403, "Forbidden", $"{what} is there, but you may not read it: that takes the right '{right}'. Whoever runs this feed can grant it.", what);

    public static FeedException QueryTooLong(TimeSpan limit) =>
        new(400, "QueryTooExpensive", $"The query was ended after {limit:c} of computing, the limit of this feed (setting Feed:Limits:CpuTime). Filter first, or split it into several requests.");

    public static FeedException TooManyGroups(int limit) =>
        new(400, "TooManyGroups", $"The query makes more than {limit} groups, the limit of this feed (setting Feed:Limits:Groups). Group by fewer properties, or filter first.", "$apply");

    public static FeedException TooManyItems(int position, int limit) =>
        new(400, "TooComplex", $"The list at character {position + 1} has more than {limit} items, the limit of this feed (setting Feed:Limits:InItems).", "in");

    public static FeedException TopTooLarge(long top, long limit) =>
        new(400, "TopTooLarge", $"$top={top} is more than {limit}, the limit of this feed (setting Feed:Limits:Top). Leave $top out and follow @odata.nextLink to read all.", "$top");

    public static FeedException Full() =>
        new(503, "Busy", "More queries are waiting than this feed keeps waiting (setting Feed:Limits:Waiting). Try again in a few seconds.");

    public static FeedException TooManyRequests(string what, string setting, int retryAfter) =>
        new(429, "TooManyRequests", $"{what}, the limit for one caller (setting Feed:Limits:{setting}). Try again in {retryAfter} s.") { RetryAfter = retryAfter };

    public static FeedException Timeout(TimeSpan limit) =>
        new(503, "RequestTimeout", $"The request took longer than {limit:c}, the limit of this feed (setting Feed:RequestTimeout). Ask for fewer rows, or filter first.");

    public static FeedException Internal() =>
        new(500, "InternalError", "The feed failed to answer, which is a fault of its own: its log says more. Other requests are answered as ever.");
}
