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
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = graph.Endpoint };
        var files = new List<GraphFile>();
        foreach (var period in Windows(report))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address(report, period));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", graph.AccessToken);
            using var answer = await client.SendAsync(request);
            Assert.Equal(report.Inline ? HttpStatusCode.OK : HttpStatusCode.Found, answer.StatusCode);
            var bytes = report.Inline ? await answer.Content.ReadAsByteArrayAsync() : await client.GetByteArrayAsync(answer.Headers.Location);
            files.Add(new GraphFile(period, day, CsvFile.Parse(bytes)));
        }

        return files;
    }

    /// <summary>DESIGN: trends the longest period, counts all of the four, details thirty days.</summary>
    public static IReadOnlyList<string?> Windows(Report report)
    {
        if (report.Periods.Count == 0)
            return [null];
        return report.Detail && report.Shape == ReportShape.Period ? ["D30"] : report.Fetch;
    }

    public static string Address(Report report, string? period) =>
        $"/{(report.V1 ? "v1.0" : "beta")}{report.Path}/{report.Function}" + (period is null ? "" : $"(period='{period}')");
}
