using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace ODataFeed.Tests.Simulator;

public sealed class ErrorTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    public static TheoryData<string, string> Cases() => CaseFile.Pairs("Simulator/errors.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnswersAsGraphDoes(string asked, string expected)
    {
        var (token, url) = (asked.Split(" | ")[0], asked.Split(" | ")[1]);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Host.Endpoint, url));
        if (token != "-")
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var clientId = Guid.NewGuid().ToString();
        request.Headers.Add("client-request-id", clientId);

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await client.SendAsync(request);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(expected, $"{(int)answer.StatusCode} | {error.GetProperty("code")} | {error.GetProperty("message")}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        var inner = error.GetProperty("innerError");
        Assert.Equal("2026-08-12T10:00:00", inner.GetProperty("date").GetString());
        Assert.Equal(clientId, inner.GetProperty("client-request-id").GetString());
        Assert.Equal(answer.Headers.GetValues("request-id").Single(), inner.GetProperty("request-id").GetString());
        Assert.Equal((int)answer.StatusCode == 401, answer.Headers.WwwAuthenticate.Count > 0);
    }

    [Theory]
    [InlineData("Basic c2FtcGxl")]
    [InlineData("Bearer")]
    [InlineData("sample")]
    public async Task OnlyABearerTokenIsOne(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Host.Endpoint, "v1.0/reports/getOffice365ActivationCounts"));
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Contains("InvalidAuthenticationToken", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ReportSettingsSayWhetherNamesAreConcealed()
    {
        using var json = JsonDocument.Parse(await simulator.Client.GetStringAsync("v1.0/admin/reportSettings"));

        Assert.False(json.RootElement.GetProperty("displayConcealedNames").GetBoolean());
    }
}
