using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ODataFeed.Snapshot;
using static ODataFeed.Benchmarks.Result;

namespace ODataFeed.Benchmarks;

/// <summary>Publishes the service as it is shipped and starts it over a store with rows: when is the first query answered?</summary>
static class Start
{
    const int Rows = 100_000;
    const int Runs = 5;

    /// <summary>Whoever starts later than that does not start.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        using var folder = new Folder();
        var service = Path.Combine(folder.Path, "service");
        await RunAsync("publish", Path.Combine(Performance.Root, "src", "ODataFeed"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", service, "-v", "q");
        await IngestRoom.FillAsync(folder, DownloadedRows.Of(UserDetail.Table(Rows)).Table);
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
            times.Add(await FirstAnswerAsync(Path.Combine(service, "ODataFeed.dll"), folder.Store));
        var median = Measurement.Median(times);
        return [new Result(9, Text($"start of the published service to its first answer, {Rows / 1000} k rows in Sqlite"), Text($"{median:F2} s"), "1.5 s", median / 1.5, 1, AtLeast: false)];
    }

    static async Task<double> FirstAnswerAsync(string service, string store)
    {
        var root = $"http://127.0.0.1:{FreePort()}";
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [
            service, $"--urls={root}", "--Store:Provider=Sqlite", $"--Store:ConnectionString={store}", "--Refresh:OnStart=false", "--Logging:LogLevel:Default=Warning"]))!;
        try
        {
            using var http = new HttpClient();
            while (!await AnswersAsync(http, new Uri($"{root}/odata/{UserDetail.Set}?$top=1")))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                    throw new InvalidOperationException("The published service does not answer.");
                await Task.Delay(5);
            }

            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    static async Task<bool> AnswersAsync(HttpClient http, Uri url)
    {
        try
        {
            using var response = await http.GetAsync(url);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
