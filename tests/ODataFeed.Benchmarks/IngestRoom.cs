using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using static ODataFeed.Benchmarks.Result;

namespace ODataFeed.Benchmarks;

/// <summary>From the bytes of a CSV download to the published table, beside CsvHelper reading every cell of the same bytes as a string.</summary>
static class IngestRoom
{
    const int Rows = 300_000;
    const int Rounds = 5;

    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        var body = await BodyAsync();
        var schema = TableSchema.Of(UserDetail.Report);
        var target = new IngestTarget(schema, UserDetail.Report, new DateOnly(2026, 10, 30), 30, new PrivacyOptions());
        var snapshots = new PublishedSnapshots(TimeProvider.System, TimeSpan.Zero);
        var version = 0L;
        var times = await Measurement.InterleavedAsync(
            Rounds,
            async () => snapshots.Publish([(await TableAsync(body, target)).Publish(++version)], version),
            () => ReadStringsAsync(body));
        var table = snapshots.Current.Find(UserDetail.Set)!;
        var (peak, live) = await PeakAsync(body, target);
        return
        [
            new Result(
                6, Text($"CSV of {Rows / 1000} k rows, {body.Length / 1_000_000} MB, to the published table"), Text($"{Rows / times[0]:F0} k rows/s"),
                Text($"{Rows / times[1]:F0} k rows/s CsvHelper, every cell a string"), times[1] / times[0], 0.2),
            new Result(6, "most memory held meanwhile", Text($"{peak / 1e6:F0} MB"), Text($"{live / 1e6:F0} MB the finished table"), (double)peak / live, 1.5, AtLeast: false),
            new Result(0, "store: the same rows into Sqlite", Text($"{Rows / await StoreAsync(table):F0} k rows/s"), ""),
        ];
    }

    static async Task<Table> TableAsync(byte[] body, IngestTarget target) =>
        DownloadedRows.Of((await CsvBody.ReadAsync(new MemoryStream(body), target, default)).Rows).Table;

    static async Task ReadStringsAsync(byte[] body)
    {
        await using var reader = CsvReader.Create(new MemoryStream(body), CsvBody.Strict);
        await reader.ReadHeaderAsync();
        var length = 0L;
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < reader.Headers.Count; i++)
                length += reader.GetString(i).Length;
        }

        GC.KeepAlive(length);
    }

    /// <summary>
    /// What is reachable at most while a download becomes a table, and in the end. Collects all the time to see nothing but that, so it is
    /// slow, and the highest point may lie between two looks.
    /// </summary>
    static async Task<(long Peak, long Live)> PeakAsync(byte[] body, IngestTarget target)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var work = Task.Run(() => TableAsync(body, target));
        var peak = 0L;
        while (!work.IsCompleted)
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        var table = await work;
        var live = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(table);
        return (Math.Max(peak, live), live);
    }

    /// <summary>Milliseconds.</summary>
    static async Task<double> StoreAsync(Table table)
    {
        using var folder = new Folder();
        var started = Stopwatch.GetTimestamp();
        await FillAsync(folder, table);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Writes a table into a new store of the sample tenant.</summary>
    public static async Task FillAsync(Folder folder, Table table)
    {
        var options = new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = folder.Store };
        using var store = new ReportStore(
            StoreSetup.Database(options), new StoreTables([table.Schema]), "sample", NullLogger<ReportStore>.Instance);
        await store.OpenAsync(default);
        await store.PublishAsync([new TableChange(null, table)], 0, default);
    }

    static async Task<byte[]> BodyAsync()
    {
        using var body = new MemoryStream();
        await using (var text = new StreamWriter(body))
        {
            text.NewLine = "\r\n";
            await text.WriteLineAsync(string.Join(',', UserDetail.Report.Columns.Select(column => column.Header)));
            foreach (var row in UserDetail.Rows(TableSchema.Of(UserDetail.Report), Rows))
                await text.WriteLineAsync(string.Join(',', row.Select(Cell)));
        }

        return body.ToArray();
    }

    static string Cell(object? value) => value switch
    {
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
