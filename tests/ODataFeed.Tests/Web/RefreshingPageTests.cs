using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ODataFeed.Tests.Web;

/// <summary>What pages say while reports come for the first time, and of one that Graph refuses.</summary>
public sealed class RefreshingPageTests
{
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task APageComesAgainUntilTheReportsAreThereAndNamesWhatFailed()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var host = await FeedHost.CreateAsync(
            ["--urls=http://127.0.0.1:0", "--Refresh:Reports=EmailActivityCounts,OneDriveUsageStorage", "--GraphSimulator:Users=20", "--GraphSimulator:Days=200"],
            builder => builder.Logging.ClearProviders(),
            cancellationToken: limit.Token);
        host.Simulator!.BeforeRequest = AnswerAsync;
        await host.App.StartAsync(limit.Token);
        var site = host.App.Urls.First();
        using var client = new HttpClient();

        var coming = await UntilAsync(client, site, response => response.Headers.Contains("Refresh"), limit.Token);
        Assert.Contains("2 of 2 reports are still being fetched", coming, StringComparison.Ordinal);
        _gate.SetResult();
        await UntilAsync(client, site + "/health/ready", response => response.StatusCode == HttpStatusCode.OK, limit.Token);

        var home = await UntilAsync(client, site, response => !response.Headers.Contains("Refresh"), limit.Token);
        Assert.Contains("Email activity by day could not be refreshed: ", home, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"drawing", home, StringComparison.Ordinal);
        var status = await client.GetStringAsync(site + "/status", limit.Token);
        Assert.Matches("(?s)<h2>Needs attention</h2>.*Email activity by day.*Failing.*<h2>Exchange</h2>", status);
        await host.App.StopAsync(limit.Token);
    }

    async Task<bool> AnswerAsync(HttpContext context)
    {
        await _gate.Task.WaitAsync(context.RequestAborted);
        if (!context.Request.Path.Value!.Contains("EmailActivityCounts", StringComparison.Ordinal))
            return false;
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}""");
        return true;
    }

    /// <summary>Asks until the answer is as wanted, and gives its body.</summary>
    static async Task<string> UntilAsync(HttpClient client, string address, Func<HttpResponseMessage, bool> isWanted, CancellationToken cancellation)
    {
        while (true)
        {
            using var response = await client.GetAsync(address, cancellation);
            if (isWanted(response))
                return await response.Content.ReadAsStringAsync(cancellation);
            await Task.Delay(20, cancellation);
        }
    }
}
