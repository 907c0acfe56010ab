using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Feed;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>The codes of refusals that are not about the words of a URL; those are in the case tables.</summary>
public sealed class RefusalCodeTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";

    [Theory]
    [InlineData("Prefer: maxpagesize=0", 400, "InvalidPreference")]
    [InlineData("Isolation: serializable", 412, "UnsupportedIsolation")]
    [InlineData("OData-MaxVersion: 3.0", 400, "UnsupportedVersion")]
    public async Task AWrongHeaderIsRefused(string header, int status, string code)
    {
        using var response = await feed.GetAsync(Set, header);
        Assert.Equal((status, code), await RefusalAsync(response));
    }

    [Fact]
    public async Task ABatchOfTooManyRequestsIsRefused()
    {
        var requests = string.Join(',', Enumerable.Range(1, 101).Select(id => $$"""{"id":"{{id}}","method":"get","url":"{{Set}}/$count"}"""));
        using var response = await feed.PostAsync("$batch", Encoding.UTF8.GetBytes($"{{\"requests\":[{requests}]}}"), "Content-Type: application/json");
        Assert.Equal((400, "BatchTooLong"), await RefusalAsync(response));
    }

    [Fact]
    public async Task ABodyThatIsTooLongIsRefused()
    {
        using var response = await feed.PostAsync(Set + "/$query", new byte[(1 << 20) + 1], "Content-Type: text/plain");
        Assert.Equal((413, "BodyTooLong"), await RefusalAsync(response));
    }

    [Fact]
    public async Task TheNextPageOfAForgottenQueryIsGone()
    {
        using var response = await feed.GetAsync(Set + "?$skiptoken=1-0-1-1-0123456789ab~0123456789abcdef0123456789abcdef");
        Assert.Equal((410, "QueryGone"), await RefusalAsync(response));
    }

    [Fact]
    public async Task AForeignHostIsForbidden()
    {
        using var response = await feed.GetAsync(Set, "Host: feed.example.com");
        Assert.Equal((403, "Forbidden"), await RefusalAsync(response));
    }

    [Fact]
    public async Task ARequestThatTakesTooLongIsRefused()
    {
        var handler = feed.Handler(NullLogger<FeedHandler>.Instance, options => options with { RequestTimeout = TimeSpan.Zero });
        var (context, body) = (FeedFixture.Request(), new MemoryStream());
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        (request.Method, request.RawTarget, request.Path) = ("GET", $"/odata/{Set}", $"/odata/{Set}");
        context.Response.Body = body;
        await handler.HandleAsync(context);
        Assert.Equal((503, "RequestTimeout"), (context.Response.StatusCode, Code(Encoding.UTF8.GetString(body.ToArray()))));
    }

    /// <summary>Bytes that stand ready cannot be taken back: an error behind them would be read as part of them.</summary>
    [Fact]
    public async Task AnErrorNeverFollowsBytesOfAnAnswer()
    {
        var (context, body) = (FeedFixture.Request(), new MemoryStream());
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        (request.Method, request.RawTarget, request.Path) = ("GET", $"/odata/{Set}?$top=none", $"/odata/{Set}");
        context.Response.Body = body;
        context.Response.BodyWriter.Write("ProductType\r\n"u8);
        await feed.Handler(NullLogger<FeedHandler>.Instance).HandleAsync(context);
        await context.Response.BodyWriter.FlushAsync();
        Assert.Equal("ProductType\r\n", Encoding.UTF8.GetString(body.ToArray()));
    }

    /// <summary>A request that came past the gate without a caller: a fault as any other, which nobody foresaw.</summary>
    [Fact]
    public async Task AFaultOfTheFeedIsAnErrorAnswerAndIsLogged()
    {
        var log = new CapturedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var handler = feed.Handler(logs.CreateLogger<FeedHandler>());
        var (context, body) = (new DefaultHttpContext(), new MemoryStream());
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        (request.Method, request.RawTarget, request.Path) = ("GET", $"/odata/{Set}", $"/odata/{Set}");
        context.Response.Body = body;
        await handler.HandleAsync(context);
        Assert.Equal((500, "InternalError"), (context.Response.StatusCode, Code(Encoding.UTF8.GetString(body.ToArray()))));
        Assert.Contains("was reached without a caller", log.Text, StringComparison.Ordinal);
    }

    static async Task<(int Status, string Code)> RefusalAsync(HttpResponseMessage response) =>
        ((int)response.StatusCode, Code(await response.Content.ReadAsStringAsync()));

    static string Code(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("error").GetProperty("code").GetString()!;
    }
}
