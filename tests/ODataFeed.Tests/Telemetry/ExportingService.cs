using ODataFeed.Tests.EndToEnd;
using Xunit;

namespace ODataFeed.Tests.Telemetry;

/// <summary>The service as a process of its own that sends what it measures to a collector, after some requests with a caller's words in them.</summary>
public sealed class ExportingService : IAsyncLifetime
{
    /// <summary>A word of the caller's, which stands wherever one can.</summary>
    public const string Word = "ann.literal";

    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    Collector? _collector;
    ServiceProcess? _service;

    internal Collector Collector => _collector ?? throw new InvalidOperationException("Not started.");

    internal ServiceProcess Service => _service ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync()
    {
        _collector = await Collector.StartAsync();
        _service = ServiceProcess.Start(
            new Dictionary<string, string> { ["OTEL_BSP_SCHEDULE_DELAY"] = "300" },
            $"--Telemetry:Otlp={_collector.Address}", "--Telemetry:OtlpHeaders=x-collector-key=k1", "--Telemetry:Every=00:00:01", "--Telemetry:Log=Json",
            "--Refresh:Reports=EmailActivityUserDetail,OneDriveUsageStorage", "--GraphSimulator:Users=20", "--GraphSimulator:Days=200");
        var line = _service.WaitFor("The feed listens at");
        var root = System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("State").GetProperty("Root").GetString()!;
        _service.WaitFor("Refresh 2:");
        await AskAsync(root);
    }

    public async Task DisposeAsync()
    {
        _service?.Dispose();
        await Collector.DisposeAsync();
    }

    /// <summary>Waits for something to be among what was sent.</summary>
    internal async Task<T> SentAsync<T>(Func<Collector, T?> find) where T : class
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (find(Collector) is { } found)
                return found;
            await Task.Delay(50, limit.Token);
        }
    }

    static async Task AskAsync(string root)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"{Word}/1.0");
        foreach (var path in new[]
        {
            "OneDriveUsageStorage?$top=7",
            $"EmailActivityUserDetail?$filter=UserPrincipalName eq '{Word}@contoso.com'&api-key={Word}",
            $"EmailActivityUserDetail(ReportRefreshDate=2026-01-01,ReportPeriod=30,UserPrincipalName='{Word}@contoso.com')",
            $"{Word}",
            $"$metadata?{Word}=1",
        })
        {
            using var answer = await client.GetAsync(root + path);
        }

        using var other = await client.SendAsync(new HttpRequestMessage(new HttpMethod(Word.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant()), root + Word));
    }
}
