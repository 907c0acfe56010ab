using System.Text.Json;
using Xunit;

namespace ODataFeed.Tests.Telemetry;

/// <summary>What a collector of OTLP is sent by a real service.</summary>
public sealed class TelemetryExportTests(ExportingService exporting) : IClassFixture<ExportingService>
{
    [Fact]
    public async Task RequestsAreMeasuredBySet()
    {
        (string, string) set = ("odatafeed.set", "OneDriveUsageStorage");
        var duration = await exporting.SentAsync(sent => sent.Point("odatafeed.request.duration", set));
        Assert.Equal(1, duration.Fixed(4));
        Assert.InRange(duration.Real(5), 0.000_001, 60);
        Assert.Equal(7, (await exporting.SentAsync(sent => sent.Point("odatafeed.response.rows", set))).Fixed(6));
        Assert.InRange((await exporting.SentAsync(sent => sent.Point("odatafeed.response.bytes", set))).Fixed(6), 100, 10_000);
        foreach (var stage in new[] { "plan", "execute", "write" })
            Assert.InRange((await exporting.SentAsync(sent => sent.Point("odatafeed.stage.duration", ("odatafeed.stage", stage)))).Fixed(4), 1, 10);
        Assert.NotNull(await exporting.SentAsync(sent => sent.Point("odatafeed.request.duration", ("odatafeed.set", "$metadata"))));
        Assert.NotNull(await exporting.SentAsync(sent => sent.Point("http.server.request.duration")));
    }

    [Fact]
    public async Task RefreshesAreMeasuredByOutcomeAndContentByAge()
    {
        var refreshed = await exporting.SentAsync(sent => sent.Point("odatafeed.refreshes", ("odatafeed.report", "OneDriveUsageStorage"), ("odatafeed.outcome", "Published")));
        Assert.Equal(1, refreshed.Fixed(6));
        var age = await exporting.SentAsync(sent => sent.Point("odatafeed.content.age", ("odatafeed.report", "OneDriveUsageStorage")));
        Assert.InRange(age.Real(4), 86_400, 5 * 86_400);
        var fresh = await exporting.SentAsync(sent => sent.Point("odatafeed.reports", ("odatafeed.state", "Fresh")) is { } point && point.Fixed(6) == 2 ? point : null);
        Assert.NotNull(fresh);
    }

    [Fact]
    public async Task ARequestIsASpanOfItsCallersTraceWithItsStages()
    {
        var request = await exporting.SentAsync(sent => sent.Spans.FirstOrDefault(span => span.Text(5) == "GET OneDriveUsageStorage"));
        Assert.Equal(ExportingService.TraceId, request.Hex(1));
        Assert.Equal("OneDriveUsageStorage", request.Attributes(9)["odatafeed.set"]);
        var stages = exporting.Collector.Spans.Where(span => span.Hex(4) == request.Hex(2)).Select(span => span.Text(5));
        Assert.Equal(["execute", "plan", "write"], stages.Order());
        Assert.NotNull(await exporting.SentAsync(sent => sent.Spans.FirstOrDefault(span => span.Text(5) == "refresh")));
    }

    [Fact]
    public async Task NoWordOfACallerIsSent()
    {
        await exporting.SentAsync(sent => sent.Spans.FirstOrDefault(span => span.Text(5) == "HTTP none"));
        await exporting.SentAsync(sent => sent.Point("odatafeed.request.duration", ("odatafeed.set", "none")));
        Assert.False(exporting.Collector.Holds(ExportingService.Word));
        Assert.False(exporting.Collector.Holds("ANNLITERAL"));
        Assert.False(exporting.Collector.Holds("contoso.com"));
    }

    [Fact]
    public async Task TheCollectorsKeyIsSentAlong()
    {
        await exporting.SentAsync(sent => sent.Received.Count > 0 ? sent : null);
        Assert.All(exporting.Collector.Received, sent => Assert.Equal("k1", sent.Key));
    }

    [Fact]
    public void EveryLineOfTheLogIsJsonWithItsValuesApart()
    {
        var lines = exporting.Service.Said.Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.Matches("^20[0-9-]{8}T[0-9:.]{12}Z$", line.GetProperty("Timestamp").GetString()));
        Assert.Contains(lines, line => line.GetProperty("State").TryGetProperty("Set", out var set) && set.GetString() == "OneDriveUsageStorage");
    }
}
