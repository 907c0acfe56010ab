using System.Net;
using System.Net.Http.Headers;

namespace ODataFeed.Graph;

/// <summary>
/// Fetches reports as Graph gives them today: a bearer token to Graph, which answers 302 with a preauthenticated address on another
/// host, and a download from there without the token (Graph API, reportRoot: get… pages). A body in Graph's own answer is taken as well.
/// </summary>
/// <remarks>
/// 1. GET the function with the token. 2. Check the Location. 3. GET it with the other client, which has no token. A link that does
/// not work any more is not retried: the next attempt begins at 1.
/// </remarks>
sealed partial class GraphClient(
    GraphOptions options, GraphTokens tokens, RequestBudget budget, HttpMessageHandler wire, TimeProvider time, ILogger<GraphClient> logger)
    : IDisposable
{
    const int Attempts = 6;

    /// <summary>Redirects among download hosts; regions have been seen to pass a request on.</summary>
    const int MostRedirects = 3;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    readonly HttpClient _graph = Client(wire);
    readonly HttpClient _download = Client(wire);

    /// <summary>The answer to one question; the caller reads the body and disposes it.</summary>
    /// <exception cref="GraphException">Graph refused, or did not answer usefully within the attempts.</exception>
    public Task<GraphDownload> FetchAsync(ReportRequest request, GraphTraffic traffic, CancellationToken cancellationToken) =>
        FetchAsync(request, nextPage: null, traffic, cancellationToken);

    /// <summary>A further page of a JSON answer.</summary>
    /// <inheritdoc cref="FetchAsync(ReportRequest, GraphTraffic, CancellationToken)"/>
    public Task<GraphDownload> FetchNextAsync(
        ReportRequest request, string nextLink, GraphTraffic traffic, CancellationToken cancellationToken) =>
        FetchAsync(request, GraphLinks.NextPage(nextLink, options.Endpoint, request), traffic, cancellationToken);

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

    /// <summary>v1.0 where it has the function, which is so in the global cloud only; else beta.</summary>
    Uri Address(ReportRequest request)
    {
        var version = request.Report.V1 && options.Cloud == GraphCloud.Global ? "v1.0" : "beta";
        return new Uri(options.Endpoint, $"/{version}{request.Report.Path}/{request}");
    }

    async Task<GraphDownload> FetchAsync(ReportRequest request, Uri? nextPage, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                if (nextPage is null)
                    await budget.TakeAsync(request.Report.Function, cancellationToken);
                return await FetchOnceAsync(request, nextPage ?? Address(request), traffic, cancellationToken);
            }
            catch (GraphException failure) when (WaitAfter(failure, attempt) is { } delay)
            {
                Log.Retrying(logger, request, failure.Message, delay, attempt);
                wait = delay;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>The wait before the next attempt; null when none would help. A refused token may have ended early: it gets one.</summary>
    static TimeSpan? WaitAfter(GraphException failure, int attempt)
    {
        var mayHelp = failure.IsTransient || (failure.Status == HttpStatusCode.Unauthorized && attempt == 1);
        return mayHelp && attempt < Attempts ? RetryDelay.Before(attempt + 1, failure.RetryAfter) : null;
    }

    async Task<GraphDownload> FetchOnceAsync(ReportRequest request, Uri address, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken));
        var response = await SendAsync(_graph, message, request, traffic, cancellationToken);
        if (!IsRedirect(response.StatusCode))
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                tokens.Forget();
            return await AcceptAsync(request, message, response, traffic, cancellationToken);
        }

        using (response)
        {
            var link = GraphLinks.Download(Location(response), options.DownloadHosts, request);
            return await DownloadAsync(request, link, traffic, cancellationToken);
        }
    }

    async Task<GraphDownload> DownloadAsync(ReportRequest request, Uri link, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, link);
            var response = await SendAsync(_download, message, request, traffic, cancellationToken);
            if (!IsRedirect(response.StatusCode) || redirects == MostRedirects)
                return await AcceptAsync(request, message, response, traffic, cancellationToken);
            using (response)
                link = GraphLinks.Download(Location(response), options.DownloadHosts, request);
        }
    }

    async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpRequestMessage message, ReportRequest request, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        traffic.Requests++;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (HttpRequestException failure)
        {
            // What is said of an answer that is no HTTP quotes it.
            var isQuote = failure.HttpRequestError == HttpRequestError.InvalidResponse;
            var reason = isQuote ? "" : $", {failure.InnerException?.Message ?? failure.Message}";
            throw NoAnswer(request, message, failure.HttpRequestError + reason, isQuote ? null : failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(request, message, $"none within {Patience.TotalSeconds:0} s", late);
        }
    }

    static GraphException NoAnswer(ReportRequest request, HttpRequestMessage message, string reason, Exception? cause) =>
        new($"{request}: no answer from {message.RequestUri!.Host}: {reason}", cause) { Code = "NoAnswer", IsTransient = true };

    /// <summary>The body, if the answer has one of a report; the response goes to the download or is disposed.</summary>
    async Task<GraphDownload> AcceptAsync(
        ReportRequest request,
        HttpRequestMessage message,
        HttpResponseMessage response,
        GraphTraffic traffic,
        CancellationToken cancellationToken)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var isPage = mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) ?? false;
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent && !isPage)
        {
            var format = response.StatusCode == HttpStatusCode.NoContent ? DownloadFormat.None
                : mediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) ?? false ? DownloadFormat.Json
                : DownloadFormat.Csv;
            return new GraphDownload(format, await BodyAsync(response, format, traffic, cancellationToken), response);
        }

        using (response)
        await using (var body = await BodyAsync(response, DownloadFormat.None, traffic, cancellationToken))
            throw await GraphFailure.ReadAsync(request, message, response, body, time.GetUtcNow(), cancellationToken);
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

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Request}: attempt {Attempt} failed, next in {Delay}. {Reason}")]
        public static partial void Retrying(ILogger logger, ReportRequest request, string reason, TimeSpan delay, int attempt);
    }
}
