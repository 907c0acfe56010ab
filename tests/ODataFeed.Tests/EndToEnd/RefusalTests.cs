using System.Net;
using GraphSimulator.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>A report that Graph refuses to a tenant that may read all others.</summary>
public sealed class RefusalTests
{
    const string Set = "OneDriveUsageAccountDetail";

    bool _refuses;

    [Fact]
    public async Task AReportRefusedFromTheStartSaysWhatGraphSaid()
    {
        _refuses = true;
        await using var feed = await StartAsync();

        foreach (var set in new[] { Set, Set + "History" })
        {
            var (status, code, message) = await feed.ErrorAsync($"{feed.Root}/{set}");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "ReportUnavailable"), (status, code));
            Assert.Contains("403 S2SUnauthorized: Invalid permission.", message, StringComparison.Ordinal);
        }

        _refuses = false;
        await feed.NextDayAsync();
        Assert.NotEmpty(await feed.RowsAsync(Set, 100));
        Assert.NotEmpty(await feed.RowsAsync(Set + "History", 100));
    }

    [Fact]
    public async Task AReportRefusedLaterKeepsItsRows()
    {
        await using var feed = await StartAsync();
        var rows = await feed.RowsAsync(Set, 100);

        _refuses = true;
        await feed.NextDayAsync();

        Assert.NotEmpty(rows);
        Assert.Equal(rows, await feed.RowsAsync(Set, 100));
    }

    Task<RunningFeed> StartAsync() => RunningFeed.StartAsync(RefuseAsync, "--Refresh:Reports=" + Set);

    async Task<bool> RefuseAsync(HttpContext context, SimulatorHost graph)
    {
        if (!_refuses)
            return false;
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}""");
        return true;
    }
}
