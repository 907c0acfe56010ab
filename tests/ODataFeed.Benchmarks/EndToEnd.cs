using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Output;
using ODataFeed.Snapshot;

namespace ODataFeed.Benchmarks;

/// <summary>The whole service on Kestrel over loopback, read by another process; reference endpoints stand beside it on the same server.</summary>
static class EndToEnd
{
    const int Rows = 300_000;
    const int PageSize = 10_000;
    const int Rounds = 11;

    /// <summary>Readings before those that count.</summary>
    const int WarmUp = 3;

    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        var table = UserDetail.Table(Rows);
        var columns = UserDetail.Columns(table);
        var encoded = new PreEncoded(new JsonRows(table, columns, new Representation()), table.Count);
        await using var host = await FeedHost.CreateAsync(
            ["--urls=http://127.0.0.1:0", "--Refresh:OnStart=false", "--GraphSimulator:Users=10", "--GraphSimulator:Days=200", "--Logging:LogLevel:Default=Warning"]);
        host.App.MapGet("/reference/rows", (HttpContext context, int? from) => References.RowsAsync(context, encoded, from ?? 0, PageSize));
        host.App.MapGet("/reference/page", (HttpContext context) => References.PageAsync(context, encoded, 1000));
        host.App.MapPost("/reference/publish", (PublishedSnapshots snapshots) => Publish(snapshots, table));
        var objects = UserRow.Array(table.Schema, Rows);
        host.App.MapGet("/reference/objects", (HttpContext context, int? from) => References.ObjectsAsync(context, objects, from ?? 0, PageSize));
        await host.App.StartAsync();
        var snapshots = host.App.Services.GetRequiredService<PublishedSnapshots>();
        Publish(snapshots, table);
        var root = host.App.Urls.First();
        var feed = $"{root}/odata/{UserDetail.Set}";
        Result[] results =
        [
            .. await FullReadAsync("as published just now", "identity", 0.75, $"{root}/reference/publish", feed, $"{root}/reference/rows", $"{root}/reference/objects"),
            .. await FullReadAsync("as published just now", "gzip", 0.8, $"{root}/reference/publish", feed, $"{root}/reference/rows"),
            .. await FullReadAsync("again", "gzip", null, "-", feed, $"{root}/reference/rows"),
            .. await FirstPageAsync($"{feed}?$top=1000", $"{root}/reference/page"),
        ];
        await host.App.StopAsync();
        return results;
    }

    /// <summary>The same rows as a new table: nothing that was kept of the one before serves it.</summary>
    static void Publish(PublishedSnapshots snapshots, Table table)
    {
        var version = snapshots.Current.Version + 1;
        snapshots.Publish([table.Publish(version)], version);
    }

    static async Task<IReadOnlyList<Result>> FullReadAsync(string when, string coding, double? limit, string before, params string[] urls)
    {
        var lines = await ClientAsync(["reader", Rounds.ToString(CultureInfo.InvariantCulture), coding, before, .. urls]);
        var rates = urls.Select((_, i) => Rows / Measurement.Median([.. lines.Where(line => line.Url == i).Skip(WarmUp).Select(line => line.Figure)])).ToList();
        var work = string.Create(CultureInfo.InvariantCulture, $"full read {when}, {Rows / 1000} k rows, {lines[0].Count / 1_000_000} MB, {coding}");
        var ours = string.Create(CultureInfo.InvariantCulture, $"{rates[0]:F0} k rows/s");
        string[] references = ["pre-encoded rows", "Utf8JsonWriter over objects"];
        return
        [
            .. rates.Skip(1).Select((rate, i) => new Result(
                1, work, ours, string.Create(CultureInfo.InvariantCulture, $"{rate:F0} k rows/s {references[i]}"), rates[0] / rate, i == 0 ? limit : null)),
        ];
    }

    static async Task<IReadOnlyList<Result>> FirstPageAsync(params string[] urls)
    {
        var collections = GC.CollectionCount(2);
        var lines = await ClientAsync(["load", "8", "8", .. urls]);
        collections = GC.CollectionCount(2) - collections;
        var rates = urls.Select((_, i) => Measurement.Median([.. lines.Where(line => line.Url == i).Skip(WarmUp).Select(line => line.Figure)])).ToList();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var alone = await ClientAsync(["load", "1", "8", urls[0]]);
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / alone.Sum(line => line.Count);
        return
        [
            new Result(
                4, "first page of 1 000 rows, 8 connections", string.Create(CultureInfo.InvariantCulture, $"{rates[0]:F0} req/s, {bytes / 1024.0:F1} KB allocated each, {collections} gen-2 collections"),
                string.Create(CultureInfo.InvariantCulture, $"{rates[1]:F0} req/s pre-encoded rows"), rates[0] / rates[1], 0.8),
        ];
    }

    /// <summary>Runs this program as a client and reads the lines it prints.</summary>
    static async Task<IReadOnlyList<(int Url, double Figure, long Count)>> ClientAsync(params string[] arguments)
    {
        using var client = Process.Start(new ProcessStartInfo("dotnet", [typeof(EndToEnd).Assembly.Location, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        if (client.ExitCode != 0)
            throw new InvalidOperationException($"The client ended with {client.ExitCode}.");
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(cells => (
                int.Parse(cells[0], CultureInfo.InvariantCulture), double.Parse(cells[1], CultureInfo.InvariantCulture), long.Parse(cells[2], CultureInfo.InvariantCulture))),
        ];
    }
}
