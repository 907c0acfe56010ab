using System.Globalization;
using ODataFeed.Graph;
using ODataFeed.Ingest;
using ODataFeed.Snapshot;

namespace ODataFeed.Refresh;

/// <summary>Fetches a report for one period and reads it into columns. What goes wrong becomes a record, not an exception.</summary>
sealed partial class ReportDownloader(
    GraphClient graph, IngestTargets targets, RefreshOptions options, TimeProvider time, ILogger<ReportDownloader> logger)
{
    /// <summary>A body that broke off or made no sense is fetched once more: the second one is a new download.</summary>
    const int Attempts = 2;

    /// <summary>Pages of 200 rows for four million users.</summary>
    const int MostPages = 20_000;

    /// <summary>The rows, in the schema of the set they belong to.</summary>
    public async Task<ReportDownload> FetchAsync(ReportRequest request, TableSchema set, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var traffic = new GraphTraffic();
        var record = new RefreshRecord { Report = request.Report.EntitySet, Period = request.Period ?? request.Date?.ToString("O", CultureInfo.InvariantCulture), StartedAt = time.GetUtcNow() };
        ReportDownload download;
        try
        {
            download = ReportDownload.Of(record, set, request.Date, await ReadAsync(request, set, traffic, cancellationToken), options.MaxBadCells);
        }
        catch (GraphException refused)
        {
            download = ReportDownload.Failed(record, set, refused.Message, refused.Code);
        }
        catch (Exception broken) when (broken is IngestException or IOException)
        {
            download = ReportDownload.Failed(record, set, broken.Message, code: null);
        }

        return download with
        {
            Record = download.Record with { Duration = time.GetElapsedTime(started), Requests = traffic.Requests, Bytes = traffic.Bytes },
        };
    }

    async Task<IngestedFile> ReadAsync(ReportRequest request, TableSchema set, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        var period = request.Period is { } text ? ReportPeriods.Days(text) : null;
        var schema = request.Date is null ? set : TableSchema.OfDay(request.Report);
        var target = targets.For(schema, request.Report, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), period);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadAsync(request, target, traffic, cancellationToken);
            }
            catch (Exception broken) when (attempt < Attempts && broken is IngestException or IOException)
            {
                Log.ReadingAgain(logger, request, broken.Message);
            }
        }
    }

    async Task<IngestedFile> ReadAsync(
        ReportRequest request, IngestTarget target, GraphTraffic traffic, CancellationToken cancellationToken)
    {
        await using var download = await graph.FetchAsync(request, traffic, cancellationToken);
        return download.Format switch
        {
            DownloadFormat.Csv => await CsvBody.ReadAsync(download.Body, target, cancellationToken),
            DownloadFormat.Json => await ReadPagesAsync(request, target, download, traffic, cancellationToken),
            DownloadFormat.None => new RowAppender(target).Finish([], []),
            _ => throw new ArgumentOutOfRangeException(nameof(request), download.Format, "Not a format."),
        };
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
                throw new IngestException($"{request}: the pages lead back to one that was read already.");
            if (followed.Count == MostPages)
                throw new IngestException($"{request}: the JSON goes on after {MostPages} pages.");
            await using var page = await graph.FetchNextAsync(request, next, traffic, cancellationToken);
            next = await pages.ReadPageAsync(page.Body, cancellationToken);
        }

        return pages.Finish();
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Request}: the body could not be read and is fetched again. {Reason}")]
        public static partial void ReadingAgain(ILogger logger, ReportRequest request, string reason);
    }
}
