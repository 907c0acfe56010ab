using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace ODataFeed.Feed.Batch;

/// <summary>
/// Makes the HTTP context of one request of a batch. It has the caller, the connection and the services of the batch, and of its headers
/// those that the protocol lets a request inherit (OData part 1 §8); nothing of any other request.
/// </summary>
static class PartContext
{
    static readonly string[] Inherited = ["Authorization", "Accept-Charset", "Accept-Language", "OData-Version", "OData-MaxVersion", "Isolation", "OData-Isolation"];

    /// <summary>A context without target: <see cref="Aim"/> gives it one.</summary>
    public static HttpContext Of(HttpContext batch, BatchRequest request, PartResponse response, CancellationToken cancellation)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = batch.Request.Protocol,
            Scheme = batch.Request.Scheme,
            Method = request.Method,
            PathBase = batch.Request.PathBase.Value ?? "",
            Headers = Headers(batch.Request, request),
            Body = request.Body.IsEmpty ? Stream.Null : new MemoryStream(request.Body.ToArray(), writable: false),
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IHttpRequestLifetimeFeature>(new Lifetime(batch, cancellation));
        features.Set<IItemsFeature>(new ItemsFeature { Items = new Dictionary<object, object?>(batch.Items) });
        Share<IHttpAuthenticationFeature>(batch, features);
        Share<IHttpConnectionFeature>(batch, features);
        Share<IHttpRequestIdentifierFeature>(batch, features);
        Share<IServiceProvidersFeature>(batch, features);
        Share<ITlsConnectionFeature>(batch, features);
        return new DefaultHttpContext(features);
    }

    /// <summary>Sets path and query.</summary>
    /// <param name="target">An absolute path, percent-encoded.</param>
    public static void Aim(HttpContext context, string target)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        var end = target.IndexOf('?', StringComparison.Ordinal);
        request.RawTarget = target;
        request.Path = Uri.UnescapeDataString(end < 0 ? target : target[..end]);
        request.QueryString = end < 0 ? "" : target[end..];
    }

    static void Share<T>(HttpContext batch, FeatureCollection features)
    {
        if (batch.Features.Get<T>() is { } feature)
            features.Set(feature);
    }

    static IHeaderDictionary Headers(HttpRequest batch, BatchRequest request)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, value) in request.Headers)
            headers.Append(name, value);

        // Parts come as they are: a content coding applies to the batch as a whole, and in JSON a coded body could not be read.
        headers.Remove("Accept-Encoding");
        headers.Host = batch.Headers.Host;
        foreach (var name in Inherited)
        {
            if (!headers.ContainsKey(name) && batch.Headers.TryGetValue(name, out var value))
                headers[name] = value;
        }

        // The first of several instances of a preference counts (RFC 7240 §2), so the request's own come first.
        foreach (var line in batch.Headers["Prefer"])
            headers.Append("Prefer", line);
        if (!headers.ContainsKey("Accept"))
            InheritAccept(batch, headers);
        return headers;
    }

    /// <summary>
    /// A range that only chooses the format of the batch says nothing of its answers: with it, plain text and metadata could not be read.
    /// One with parameters, such as <c>odata.metadata=none</c>, does.
    /// </summary>
    static void InheritAccept(HttpRequest batch, IHeaderDictionary headers)
    {
        var ranges = AcceptHeader.Parse(batch.Headers.Accept)
            .Where(range => !range.MediaType.Equals(BatchAnswerForm.Multipart, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (ranges.Any(range => range.Parameters.Any(parameter => !parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase))))
            headers.Accept = string.Join(", ", ranges);
    }

    /// <summary>A part ends when the batch ends; cutting it off cuts off the batch, whose answer could not be whole any more.</summary>
    sealed class Lifetime(HttpContext batch, CancellationToken cancellation) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = cancellation;

        public void Abort() => batch.Abort();
    }
}
