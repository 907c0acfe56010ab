using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Benchmarks;

/// <summary>
/// How fast rows get into a store and out of it. First the bulk writer beside EF's own insert into the same table, in turns, each in one
/// transaction; then what a start reads: a history of a million rows. The store must be empty and is left full.
/// dotnet run -c Release --project tests/ODataFeed.Benchmarks -- store Sqlite "Data Source=/tmp/bench.db"
/// </summary>
static class StoreBenchmark
{
    const int Rows = 50_000;
    const int Runs = 5;
    const int Refreshes = 20;

    /// <summary>EF's tracking grows with what it tracks: a thousand rows a time did best.</summary>
    const int Chunk = 1_000;

    public static async Task RunAsync(string[] args)
    {
        if (args is not [var provider, var connection])
            throw new ArgumentException("Say where: store Sqlite \"Data Source=/tmp/bench.db\", or store PostgreSql \"Host=...\".");
        var options = new StoreOptions { Provider = Enum.Parse<StoreProvider>(provider), ConnectionString = connection };
        var database = StoreSetup.Database(options);
        var rows = DownloadedRows.Of(UserDetail.Table(Rows)).Table;
        var report = rows.Schema.Report!;
        var history = TableSchema.OfHistory(report);
        using var store = new ReportStore(database, new StoreTables([rows.Schema, history]), "bench", NullLogger<ReportStore>.Instance);
        if ((await store.LoadAsync(default)).PublishNumber != 0)
            throw new ArgumentException("The store is not empty.");
        await CompareAsync(database, rows);
        await LoadAsync(store, rows, history);
    }

    static async Task CompareAsync(StoreDatabase database, Table rows)
    {
        var (bulk, entity) = (new List<Cost>(), new List<Cost>());
        for (var run = 0; run < Runs; run++)
        {
            bulk.Add(await TimeAsync(database, rows, context => database.WriteAsync(context, Table.Empty(rows.Schema), rows, All(rows), default)));
            entity.Add(await TimeAsync(database, rows, context => InsertAsync(context, rows)));
        }

        var (fast, slow) = (Cost.Median(bulk), Cost.Median(entity));
        Print($"{Rows} rows × {rows.Columns.Count} columns, medians of {Runs} interleaved runs");
        Print($"bulk writer     {fast.Wall:F0} ms  {Rows / fast.Wall:F1} k rows/s  {fast.Processor:F0} ms of this process' processor time");
        Print($"EF SaveChanges  {slow.Wall:F0} ms  {Rows / slow.Wall:F1} k rows/s  {slow.Processor:F0} ms");
        Print($"ratio           {slow.Wall / fast.Wall:F1}, of processor time {slow.Processor / fast.Processor:F1}");
    }

    /// <summary>Publishes refreshes until there are a million rows, then reads them as a start does.</summary>
    static async Task LoadAsync(ReportStore store, Table rows, TableSchema history)
    {
        var parts = Enumerable.Range(0, Refreshes).Select(refresh => On(rows, history, new DateOnly(2026, 1, 1).AddDays(refresh))).ToList();
        var all = Table.Gather(parts, [.. Enumerable.Range(0, Rows * Refreshes)]);
        var started = Stopwatch.GetTimestamp();
        await store.PublishAsync([new TableChange(null, DownloadedRows.Of(all).Table)], 0, default);
        Print($"{Rows * Refreshes} rows published in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        for (var run = 0; run < 3; run++)
        {
            started = Stopwatch.GetTimestamp();
            var content = await store.LoadAsync(default);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var loaded = content.Tables.Sum(table => table.Count);
            Print($"{loaded} rows loaded in {seconds:F1} s, {loaded / seconds / 1000:F0} k rows/s, {GC.GetTotalMemory(forceFullCollection: true) / 1_000_000} MB held");
        }
    }

    /// <summary>The cost of a write in a transaction; the rows are deleted afterwards.</summary>
    static async Task<Cost> TimeAsync(StoreDatabase database, Table rows, Func<StoreContext, Task> write)
    {
        await using var context = database.NewContext(StoreTables.Only(rows.Schema));
        GC.Collect();
        var before = Cost.Now();
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await write(context);
            await transaction.CommitAsync();
        }

        var after = Cost.Now();
        await context.Rows(rows.Schema).ExecuteDeleteAsync();
        return new Cost(after.Wall - before.Wall, after.Processor - before.Processor);
    }

    static async Task InsertAsync(StoreContext context, Table rows)
    {
        var names = rows.Schema.Columns.Select(column => column.Name).ToList();
        for (var start = 0; start < rows.Count; start += Chunk)
        {
            for (var row = start; row < Math.Min(start + Chunk, rows.Count); row++)
                context.Rows(rows.Schema).Add(names.Select((name, i) => (name, Cell: rows.Columns[i].GetObject(row))).Where(pair => pair.Cell is not null).ToDictionary(pair => pair.name, pair => pair.Cell!));
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }
    }

    static TableDifference All(Table rows) => new([], [], [.. Enumerable.Range(0, rows.Count)]);

    /// <summary>The same rows as of another refresh.</summary>
    static Table On(Table rows, TableSchema schema, DateOnly refresh)
    {
        var dates = new NumberBuilder(ColumnType.Date);
        for (var row = 0; row < rows.Count; row++)
            dates.Append(refresh.DayNumber);
        return new Table(schema, [.. rows.Columns.Select((column, i) => schema.Columns[i].Name == Report.ReportRefreshDate ? dates.Build() : column)]);
    }

    static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Milliseconds, by the clock and of the processor: on a busy machine only the latter can be compared.</summary>
    readonly record struct Cost(double Wall, double Processor)
    {
        public static Cost Now() =>
            new(Stopwatch.GetElapsedTime(0).TotalMilliseconds, Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds);

        public static Cost Median(List<Cost> costs) => new(
            costs.Select(cost => cost.Wall).Order().ElementAt(costs.Count / 2),
            costs.Select(cost => cost.Processor).Order().ElementAt(costs.Count / 2));
    }
}
