using System.Net;
using System.Net.Http.Headers;
using GraphSimulator.Hosting;
using ODataFeed.Tests.Simulator;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>A file of Graph as a script gets it: what was asked for, on which day, and what came.</summary>
sealed record GraphFile(string? Period, DateOnly Day, CsvFile Csv)
{
    /// <summary>The files of the windows the feed fetches: token to Graph, then the redirect without it.</summary>
    public static async Task<IReadOnlyList<GraphFile>> DownloadAsync(SimulatorHost graph, Report report, DateOnly day)
    {
        var files = new List<GraphFile>();
        foreach (var period in Windows(report))
            files.Add(new GraphFile(period, day, await DownloadAsync(graph, report, Address(report, period))));
        return files;
    }

    /// <summary>The file of what was done on one day.</summary>
    public static Task<CsvFile> DownloadDayAsync(SimulatorHost graph, Report report, DateOnly day) =>
        DownloadAsync(graph, report, Address(report, null) + $"(date={day:yyyy-MM-dd})");

    /// <summary>DESIGN: trends the longest period, counts all of the four, details thirty days.</summary>
    public static IReadOnlyList<string?> Windows(Report report)
    {
        if (report.Periods.Count == 0)
            return [null];
        return report.Detail && report.Shape == ReportShape.Period ? ["D30"] : report.Fetch;
    }

    public static string Address(Report report, string? period) =>
        $"/{(report.V1 ? "v1.0" : "beta")}{report.Path}/{report.Function}" + (period is null ? "" : $"(period='{period}')");

    static async Task<CsvFile> DownloadAsync(SimulatorHost graph, Report report, string address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = graph.Endpoint };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", graph.AccessToken);
        using var answer = await client.SendAsync(request);
        Assert.Equal(report.Inline ? HttpStatusCode.OK : HttpStatusCode.Found, answer.StatusCode);
        return CsvFile.Parse(report.Inline ? await answer.Content.ReadAsByteArrayAsync() : await client.GetByteArrayAsync(answer.Headers.Location));
    }
}
