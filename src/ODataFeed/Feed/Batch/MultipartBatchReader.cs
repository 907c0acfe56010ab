using System.Globalization;
using Microsoft.Net.Http.Headers;
using ODataFeed.Query;

namespace ODataFeed.Feed.Batch;

/// <summary>Reads the multipart format (OData part 1 §11.7.7): a part is a request, or a change set of requests.</summary>
sealed class MultipartBatchReader(int most)
{
    readonly List<BatchRequest> _requests = [];
    int _changeSets;

    /// <summary>The requests in order, those of change sets among them.</summary>
    /// <exception cref="FeedException">A part is not well-formed, or there are too many.</exception>
    public static IReadOnlyList<BatchRequest> Read(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, int most)
    {
        var reader = new MultipartBatchReader(most);
        foreach (var part in MultipartBody.Split(body, MultipartBody.Boundary(type, "The batch"), "The batch"))
            reader.Part(part, changeSet: null);
        return reader._requests;
    }

    void Part(ReadOnlyMemory<byte> part, string? changeSet)
    {
        if (_requests.Count >= most)
            throw FeedErrors.BatchTooLong(most);
        var where = $"Request {_requests.Count + 1}";
        var text = new MessageText(part, where);
        var headers = text.Headers();
        var written = Value(headers, "Content-Type") ?? "no Content-Type";
        var known = MediaTypeHeaderValue.TryParse(written, out var type);
        if (known && type!.MediaType.Equals("application/http", StringComparison.OrdinalIgnoreCase))
            Add(Message(text, Value(headers, "Content-ID"), where) with { Group = changeSet, InChangeSet = changeSet is not null }, where);
        else if (known && changeSet is null && type!.MediaType.Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase))
            ChangeSet(text.Rest, type, where);
        else
            throw FeedErrors.InvalidBatch(where, $"a part of {written}", changeSet is null ? "Content-Type application/http, or multipart/mixed for a change set" : "Content-Type application/http");
    }

    /// <summary>An empty change set is still one, and answered as one.</summary>
    void ChangeSet(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, string where)
    {
        var name = $"changeset{++_changeSets}";
        var before = _requests.Count;
        foreach (var part in MultipartBody.Split(body, MultipartBody.Boundary(type, where), where))
            Part(part, name);
        if (_requests.Count == before)
            _requests.Add(new BatchRequest(null, "", "") { Group = name, InChangeSet = true });
    }

    void Add(BatchRequest request, string where)
    {
        if (request.Id is { } id && _requests.Any(other => other.Id == id))
            throw FeedErrors.InvalidBatch(where, $"the Content-ID '{id}' once more", "identifiers that differ");
        _requests.Add(request);
    }

    /// <param name="id">The part's own <c>Content-ID</c>; clients of older protocols write it among the headers of the request.</param>
    static BatchRequest Message(MessageText text, string? id, string where)
    {
        var line = text.Line();
        while (line is { Length: 0 })
            line = text.Line();
        var (method, url) = RequestLine(line ?? "", where);
        var headers = text.Headers();
        id ??= Value(headers, "Content-ID");
        if (id is not null && !BatchRequest.IsId(id))
            throw FeedErrors.InvalidBatch(where, $"the Content-ID '{id}'", "letters, digits, '-', '.', '_' and '~'");
        if (Value(headers, "Transfer-Encoding") is { } coding)
            throw FeedErrors.InvalidBatch(where, $"Transfer-Encoding {coding}", "a body as it is");
        return new BatchRequest(id, method, url) { Headers = headers, Body = Body(text.Rest, Value(headers, "Content-Length"), where) };
    }

    /// <summary>Method, URL and version; the version may be missing, and the URL may hold blanks, as the examples of the standard do.</summary>
    static (string Method, string Url) RequestLine(string line, string where)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        var method = end < 0 ? line : line[..end];
        var rest = end < 0 ? "" : line[end..].Trim();
        var version = rest.LastIndexOf(" HTTP/", StringComparison.Ordinal);
        var url = (version < 0 ? rest : rest[..version]).TrimEnd();
        return MessageText.IsToken(method) && url.Length > 0
            ? (HttpMethods.GetCanonicalizedValue(method), url)
            : throw FeedErrors.InvalidBatch(where, line.Length == 0 ? "its end" : $"the line '{(line.Length > 40 ? line[..40] + "…" : line)}'", "a request line such as GET Dates?$top=5 HTTP/1.1");
    }

    /// <summary>The length, where given, must be right: what is behind it could be taken for another request.</summary>
    static ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> rest, string? length, string where)
    {
        if (length is null)
            return rest;
        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= rest.Length && rest.Span[count..].Trim("\r\n"u8).IsEmpty
            ? rest[..count]
            : throw FeedErrors.InvalidBatch(where, $"Content-Length {length} and a body of {rest.Length} bytes", "the same length");
    }

    /// <summary>The one value of a header; given twice, both are named where it is refused.</summary>
    static string? Value(List<KeyValuePair<string, string>> headers, string name)
    {
        var values = headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}
