namespace ODataFeed.Graph;

/// <summary>
/// Fetches reports: each the way that works for it, within its budget, tried again where that may help, by turns.
/// </summary>
sealed partial class GraphClient(
    GraphOptions options, GraphTokens tokens, RequestBudget budget, HttpMessageHandler wire, TimeProvider time, ILogger<GraphClient> logger)
    : IDisposable
{
    readonly GraphWire _wire = new(options, tokens, wire, time);
    readonly GraphRetries _retries = new(time, logger);
    readonly ReportWays _ways = new(options.Cloud);

    /// <summary>The answer to one question; the caller reads the body and disposes it.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="traffic">What is sent is counted here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="knownTag">The tag of the answer the caller has; then the answer may be <see cref="DownloadFormat.NotModified"/>.</param>
    /// <exception cref="GraphException">Graph refused, or did not answer usefully within the attempts.</exception>
    public async Task<GraphDownload> FetchAsync(
        ReportRequest request, GraphTraffic traffic, CancellationToken cancellationToken, string? knownTag = null)
    {
        while (true)
        {
            var way = _ways.Of(request.Report);
            try
            {
                return await FetchAsync(request, way, way.Address(options.Endpoint, request), knownTag, traffic, cancellationToken);
            }
            catch (GraphException missing) when (missing.IsNotThere && _ways.TryMoveOn(request.Report, way))
            {
                Log.MovedOn(logger, request, way, missing.Message, _ways.Of(request.Report));
            }
        }
    }

    /// <summary>A further page of a JSON answer.</summary>
    /// <inheritdoc cref="FetchAsync(ReportRequest, GraphTraffic, CancellationToken, string?)"/>
    public Task<GraphDownload> FetchNextAsync(
        ReportRequest request, string nextLink, GraphTraffic traffic, CancellationToken cancellationToken) =>
        FetchAsync(request, _ways.Of(request.Report) with { IsJson = true }, GraphLinks.NextPage(nextLink, options.Endpoint, request.ToString()), knownTag: null, traffic, cancellationToken);

    /// <summary>
    /// Whether the tenant conceals names in its reports, as its setting says. Needs ReportSettings.Read.All, which not every
    /// administrator grants.
    /// </summary>
    /// <exception cref="GraphException">Graph does not tell.</exception>
    public Task<bool> NamesConcealedAsync(GraphTraffic traffic, CancellationToken cancellationToken) => _retries.RunAsync(
        GraphWire.ReportSettings, traffic.Turn, async token => await _wire.NamesConcealedAsync(traffic, token), cancellationToken);

    public void Dispose() => _wire.Dispose();

    Task<GraphDownload> FetchAsync(
        ReportRequest request, ReportWay way, Uri address, string? knownTag, GraphTraffic traffic, CancellationToken cancellationToken) =>
        _retries.RunAsync(request.ToString(), traffic.Turn, async token =>
        {
            await budget.TakeAsync(request.Report.Function, way.IsJson, traffic.Turn, token);
            if (traffic.Turn is { } turn)
                await turn.TakeAsync(token);
            return await _wire.GetAsync(request.ToString(), address, knownTag, traffic, token);
        }, cancellationToken);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Request}: not there as {Way}, from now on asked for as {Next}. {Reason}")]
        public static partial void MovedOn(ILogger logger, ReportRequest request, ReportWay way, string reason, ReportWay next);
    }
}
