using System.Net;
using System.Net.Http.Headers;
using GraphSimulator;
using GraphSimulator.Hosting;
using Xunit;

namespace ODataFeed.Tests.Simulator;

/// <summary>A small tenant on two ports, at a moment the tests know; a client that follows no redirect by itself.</summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    public const string NoReports = "no-reports";
    public const string OnlyReports = "only-reports";

    /// <summary>A Wednesday; the newest day of most reports is Monday 2026-08-10.</summary>
    public static readonly DateTimeOffset Start = new(2026, 8, 12, 10, 0, 0, TimeSpan.Zero);

    internal FakeClock Clock { get; } = new(Start);

    public SimulatorHost Host { get; private set; } = null!;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async Task InitializeAsync()
    {
        var options = new GraphSimulatorOptions
        {
            Users = 300,
            FurtherTokens = new Dictionary<string, IReadOnlyList<string>>
            {
                [NoReports] = [GraphPermissions.ReportSettings],
                [OnlyReports] = [GraphPermissions.Reports],
            },
        };
        Host = await SimulatorHost.StartAsync(Reports.Catalog, options, Clock);
        Client.BaseAddress = Host.Endpoint;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Host.AccessToken);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>The CSV behind a URL, following the redirect without the token.</summary>
    internal async Task<CsvFile> CsvAsync(string url)
    {
        using var answer = await Client.GetAsync(url);
        if (answer.StatusCode == HttpStatusCode.OK)
            return CsvFile.Parse(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var anonymous = new HttpClient();
        return CsvFile.Parse(await anonymous.GetByteArrayAsync(answer.Headers.Location));
    }
}
