using System.Globalization;
using ODataFeed.Graph;
using ODataFeed.Ingest;
using ODataFeed.Snapshot;

namespace ODataFeed.Refresh;

/// <summary>Fetches a report for one period and reads it into columns. What goes wrong becomes a record, not an exception.</summary>
sealed partial class ReportDownloader(
    GraphClient graph, IngestTargets targets, RefreshOptions options, TimeProvider time, ILogger<ReportDownloader> logger)
{
    /// <summary>A body that broke off or made no sense is fetched again: the next one is a new download.</summary>
    const int Attempts = 3;

    /// <summary>Pages of 999 rows for a million users; at Graph's limit for JSON they take less than <see cref="ReportRefresh.Longest"/>.</summary>
    const int MostPages = 1000;

    /// <summary>The rows, in the schema of the set they belong to.</summary>
    /// <param name="request">What is fetched.</param>
    /// <param name="set">The set.</param>
    /// <param name="knownTag">The tag of the download whose rows are there, or null.</param>
    /// <param name="turn">Whose turn it is.</param>
    /// <param name="limit">Ends when the report has taken too long; what was not fetched then has failed.</param>
    /// <param name="cancellationToken">Ends when the service does.</param>
    public async Task<ReportDownload> FetchAsync(
        ReportRequest request, TableSchema set, string? knownTag, RequestTurn? turn, CancellationToken limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var traffic = new GraphTraffic(turn);
        var record = new RefreshRecord { Report = request.Report.EntitySet, Period = request.Period ?? request.Date?.ToString("O", CultureInfo.InvariantCulture), StartedAt = time.GetUtcNow() };
        ReportDownload download;
        try
        {
            download = await ReadAsync(record, request, set, knownTag, traffic, limit);
        }
        catch (GraphException refused)
        {
            download = ReportDownload.Failed(record, set, GraphAdvice.Explain(refused), refused.Code, refused.RetryAfter);
        }
        catch (Exception broken) when (broken is IngestException or IOException)
        {
            download = ReportDownload.Failed(record, set, broken.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            download = ReportDownload.Failed(record, set, $"{request}: the report was given up after {ReportRefresh.Longest.TotalHours:0} hours.");
        }

        return download with
        {
            Record = download.Record with { Duration = time.GetElapsedTime(started), Requests = traffic.Requests, Bytes = traffic.Bytes },
        };
    }

    async Task<ReportDownload> ReadAsync(
        RefreshRecord record, ReportRequest request, TableSchema set, string? knownTag, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        var period = request.Period is { } text ? ReportPeriods.Days(text) : null;
        var schema = request.Date is null ? set : set.IsOpen ? TableSchema.OfDay(request.Report).Opened() : TableSchema.OfDay(request.Report);
        var target = targets.For(schema, request.Report, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), period);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadAsync(record, request, set, target, knownTag, traffic, cancellationToken);
            }
            catch (Exception broken) when (attempt < Attempts && broken is IngestException or IOException)
            {
                Log.ReadingAgain(logger, request, broken.Message);
            }
        }
    }

    async Task<ReportDownload> ReadAsync(
        RefreshRecord record, ReportRequest request, TableSchema set, IngestTarget target, string? knownTag, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        await using var download = await graph.FetchAsync(request, traffic, cancellationToken, knownTag);
        switch (download.Format)
        {
            case DownloadFormat.NotModified:
                return ReportDownload.NotModified(record, set);
            case DownloadFormat.None:
                return ReportDownload.Empty(record, set, "Graph answered 204: it has no data.");
            case DownloadFormat.Csv or DownloadFormat.Json:
                var file = download.Format == DownloadFormat.Csv
                    ? await CsvBody.ReadAsync(download.Body, target, cancellationToken)
                    : await ReadPagesAsync(request, target, download, traffic, cancellationToken);
                var isClean = file.Samples.Count == 0 && file.MissingColumns.Count == 0;
                return ReportDownload.Of(record, set, request.Date, file, options.MaxBadCells) with { EntityTag = isClean ? download.EntityTag : null };
            default:
                throw new ArgumentOutOfRangeException(nameof(request), download.Format, "Not a format.");
        }
    }

    async Task<IngestedFile> ReadPagesAsync(
        ReportRequest request, IngestTarget target, GraphDownload first, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        var pages = new JsonPages(target);
        var followed = new HashSet<string>(StringComparer.Ordinal);
        var next = await pages.ReadPageAsync(first.Body, cancellationToken);
        while (next is not null)
        {
            if (!followed.Add(next))
                throw Endless(request, "the pages lead back to one that was read already");
            if (followed.Count == MostPages)
                throw Endless(request, $"the JSON goes on after {MostPages} pages");
            await using var page = await graph.FetchNextAsync(request, next, traffic, cancellationToken);
            next = await pages.ReadPageAsync(page.Body, cancellationToken);
        }

        return pages.Finish();
    }

    /// <summary>Reading them again would take as long and end the same way.</summary>
    static GraphException Endless(ReportRequest request, string what) => new($"{request}: {what}.") { Code = "EndlessPages" };

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Request}: the body could not be read and is fetched again. {Reason}")]
        public static partial void ReadingAgain(ILogger logger, ReportRequest request, string reason);
    }
}
