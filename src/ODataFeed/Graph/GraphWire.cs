using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ODataFeed.Graph;

/// <summary>
/// One request as Graph answers it today: a bearer token to Graph, which answers 302 with a preauthenticated address on another host,
/// and a download from there without the token (Graph API, reportRoot: get… pages). A body in Graph's own answer is taken as well.
/// </summary>
/// <remarks>
/// 1. GET the function with the token; refused, once more with a new one. 2. Check the Location. 3. GET it with the other client, which
/// has no token. A link that does not work any more is not retried: the next attempt begins at 1.
/// </remarks>
sealed class GraphWire(GraphOptions options, GraphTokens tokens, HttpMessageHandler wire, TimeProvider time) : IDisposable
{
    /// <summary>The tenant's setting about names, below the version.</summary>
    public const string ReportSettings = "admin/reportSettings";

    /// <summary>Redirects among download hosts; regions have been seen to pass a request on.</summary>
    const int MostRedirects = 3;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    readonly HttpClient _graph = Client(wire);
    readonly HttpClient _download = Client(wire);

    /// <summary>The answer to one question; the caller reads the body and disposes it.</summary>
    /// <param name="subject">What is asked, for messages.</param>
    /// <param name="address">Where.</param>
    /// <param name="knownTag">The entity tag of what the caller has; the answer may then be that nothing has changed.</param>
    /// <param name="traffic">What is sent is counted here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="GraphException">Graph refused, or did not answer usefully.</exception>
    public async Task<GraphDownload> GetAsync(
        string subject, Uri address, string? knownTag, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        var response = await AskAsync(subject, address, knownTag, traffic, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            // The token may have ended early, or the key it was signed with; a new one shows.
            response.Dispose();
            tokens.Forget();
            response = await AskAsync(subject, address, knownTag, traffic, cancellationToken);
        }

        if (!IsRedirect(response.StatusCode))
            return await AcceptAsync(subject, response, traffic, cancellationToken);
        using (response)
        {
            var link = GraphLinks.Download(Location(response), options.DownloadHosts, subject);
            return await DownloadAsync(subject, link, knownTag, traffic, cancellationToken);
        }
    }

    /// <summary>What the tenant's setting says of concealed names.</summary>
    /// <exception cref="GraphException">Graph does not tell.</exception>
    public async Task<bool> NamesConcealedAsync(GraphTraffic traffic, CancellationToken cancellationToken)
    {
        var address = new Uri(options.Endpoint, $"/{(options.Cloud == GraphCloud.Global ? "v1.0" : "beta")}/{ReportSettings}");
        await using var answer = await GetAsync(ReportSettings, address, knownTag: null, traffic, cancellationToken);
        try
        {
            using var json = await JsonDocument.ParseAsync(answer.Body, cancellationToken: cancellationToken);
            // The documentation wraps it in "value", Graph does not.
            var settings = json.RootElement.TryGetProperty("value", out var wrapped) ? wrapped : json.RootElement;
            return settings.GetProperty("displayConcealedNames").GetBoolean();
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            throw new GraphException($"{ReportSettings}: the answer has no displayConcealedNames.", wrong) { Code = "NotUnderstood" };
        }
    }

    public void Dispose()
    {
        _graph.Dispose();
        _download.Dispose();
        wire.Dispose();
    }

    static HttpClient Client(HttpMessageHandler wire)
    {
        var client = new HttpClient(wire, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("ODataFeed/1.0");
        return client;
    }

    async Task<HttpResponseMessage> AskAsync(
        string subject, Uri address, string? knownTag, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        using var message = Message(address, knownTag);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken));
        return await SendAsync(_graph, message, subject, traffic, cancellationToken);
    }

    async Task<GraphDownload> DownloadAsync(
        string subject, Uri link, string? knownTag, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var message = Message(link, knownTag);
            var response = await SendAsync(_download, message, subject, traffic, cancellationToken);
            if (!IsRedirect(response.StatusCode) || redirects == MostRedirects)
                return await AcceptAsync(subject, response, traffic, cancellationToken);
            using (response)
                link = GraphLinks.Download(Location(response), options.DownloadHosts, subject);
        }
    }

    static HttpRequestMessage Message(Uri address, string? knownTag)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        if (knownTag is not null)
            message.Headers.TryAddWithoutValidation("If-None-Match", knownTag);
        return message;
    }

    static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpRequestMessage message, string subject, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        traffic.Requests++;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            // What was asked tells a download from Graph's own answer, and what must not be told of it.
            response.RequestMessage = message;
            return response;
        }
        catch (HttpRequestException failure)
        {
            // What is said of an answer that is no HTTP quotes it.
            var isQuote = failure.HttpRequestError == HttpRequestError.InvalidResponse;
            var reason = isQuote ? "" : $", {failure.InnerException?.Message ?? failure.Message}";
            throw NoAnswer(subject, message, failure.HttpRequestError + reason, isQuote ? null : failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(subject, message, $"none within {Patience.TotalSeconds:0} s", late);
        }
    }

    static GraphException NoAnswer(string subject, HttpRequestMessage message, string reason, Exception? cause) =>
        new($"{subject}: no answer from {message.RequestUri!.Host}: {reason}", cause)
        {
            Code = GraphException.NoAnswer,
            IsDownload = message.Headers.Authorization is null,
            IsTransient = true,
        };

    /// <summary>The body, if the answer has one of a report; the response goes to the download or is disposed.</summary>
    async Task<GraphDownload> AcceptAsync(string subject, HttpResponseMessage response, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        if (FormatOf(response) is { } format)
        {
            if (response.Content.Headers.ContentLength > CountedStream.Largest)
                throw TooLarge(subject, response);
            return new GraphDownload(format, await BodyAsync(response, format, traffic, cancellationToken), response);
        }

        using (response)
        await using (var body = await BodyAsync(response, DownloadFormat.None, traffic, cancellationToken))
            throw await GraphFailure.ReadAsync(subject, response, body, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Null where the answer is none: an error, or a gateway's page.</summary>
    static DownloadFormat? FormatOf(HttpResponseMessage response)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType ?? "";
        return response.StatusCode switch
        {
            HttpStatusCode.NotModified => DownloadFormat.NotModified,
            HttpStatusCode.NoContent => DownloadFormat.None,
            HttpStatusCode.OK when mediaType.Contains("html", StringComparison.OrdinalIgnoreCase) => null,
            HttpStatusCode.OK when mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase) => DownloadFormat.Json,
            HttpStatusCode.OK => DownloadFormat.Csv,
            _ => null,
        };
    }

    static GraphException TooLarge(string subject, HttpResponseMessage response)
    {
        using (response)
            return new($"{subject}: the body has {response.Content.Headers.ContentLength} bytes; {CountedStream.Largest} are taken at most.") { Code = "TooLarge" };
    }

    async Task<CountedStream> BodyAsync(
        HttpResponseMessage response, DownloadFormat format, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        var length = response.Content.Headers.ContentLength;
        // RFC 9112 §6.3: a body of HTTP/1 without length and chunks ends where the connection ends, for whatever reason.
        var endsAnywhere = response.Version.Major < 2 && length is null && response.Headers.TransferEncodingChunked != true;
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new CountedStream(body, length, endsAnywhere && format == DownloadFormat.Csv, Patience, traffic, time);
    }

    static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>The header as it was written: the parsed one has been normalised.</summary>
    static string? Location(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null;
}
