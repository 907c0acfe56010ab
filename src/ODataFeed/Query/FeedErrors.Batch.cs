namespace ODataFeed.Query;

/// <summary>Errors of requests that come in a body: <c>$batch</c> and <c>$query</c>.</summary>
static partial class FeedErrors
{
    public static FeedException PostOnly(string method, string resource) =>
        new(405, "MethodNotAllowed", $"{method} is not possible here: {resource} takes its requests in the body of a POST.", resource);

    public static FeedException BodyTooLong(int most) =>
        new(413, "BodyTooLong", $"The body is longer than {most} bytes, the limit of this feed (setting Feed:Limits:BodyLength). Send less at a time.");

    public static FeedException UnsupportedContentType(string found, string expected) =>
        new(415, "UnsupportedContentType", $"Content-Type is {(found.Length == 0 ? "missing" : $"'{found}'")}; expected {expected}.", "Content-Type");

    public static FeedException UnsupportedContentEncoding(string found) =>
        new(415, "UnsupportedContentEncoding", $"The body is encoded as '{found}'; send it as it is, without Content-Encoding.", "Content-Encoding");

    public static FeedException InvalidBody(string reason) =>
        new(400, "InvalidBody", $"The body cannot be read: {reason}.");

    /// <param name="where">The request within the batch, such as <c>Request 2</c>, or the batch itself.</param>
    public static FeedException InvalidBatch(string where, string found, string expected) =>
        new(400, "InvalidBatch", $"{where}: found {found}, expected {expected}.", "$batch");

    public static FeedException BatchTooLong(int most) =>
        new(400, "BatchTooLong", $"The batch holds more than {most} requests, the limit of this feed (setting Feed:Limits:BatchParts). Split it.", "$batch");

    public static FeedException BatchHeader(string name) =>
        new(400, "InvalidBatch", $"A request within a batch must not have the header {name} (OData part 1 §11.7.7.1); the batch as a whole is what is authorized.", name);

    public static FeedException NestedBatch() =>
        new(400, "InvalidBatch", "A batch must not hold another batch (OData JSON Format §19.1); put its requests into this one.", "$batch");

    public static FeedException OutsideTheService(string url, string root) =>
        new(404, "UnknownResource", $"'{Excerpt(url)}' leads out of this service, whose URLs are below {root}/.", Excerpt(url));

    public static FeedException ChangeInBatch(string method, string url) =>
        new(501, NotImplemented, $"{Excerpt(method)} {Excerpt(url)} would change data, and this feed is read-only. Within a batch it answers GET, HEAD, and POST to a path that ends in /$query.", Excerpt(method));

    public static FeedException ChangeSet() =>
        new(501, NotImplemented, "A change set changes data, and this feed is read-only: none of its requests was executed. Put reading requests directly into the batch.", "change set");

    public static FeedException ReferenceInBatch(string segment) =>
        new(501, NotImplemented, $"The reference '{Excerpt(segment)}' to an entity another request returns is not supported: write the entity's own URL.", Excerpt(segment));

    /// <param name="id">The request or group that failed.</param>
    public static FeedException FailedDependency(string id) =>
        new(424, "FailedDependency", $"The request was not executed, because '{id}', on which it depends or to which it belongs, failed.", id);

    /// <summary>What a service without conditions answers (OData JSON Format §19.1).</summary>
    public static FeedException ConditionInBatch() =>
        new(424, "FailedDependency", "The request was not executed, because it has a condition ('if'), which this feed does not support. Leave it out: without it a request is executed when those it depends on succeeded.", "if");

    public static FeedException QueryGone() =>
        new(410, "QueryGone", "The query was too long for a link, and the options kept for its next pages are gone. Read it again from its first page.", "$skiptoken");
}
