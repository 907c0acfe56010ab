using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ODataFeed.Tests.Feed.Batch;

/// <summary>What bounds a batch, and where its answers stream.</summary>
public sealed class BatchLimitTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task AHundredRequestsAreTheMost(int count, HttpStatusCode expected)
    {
        var json = JsonSerializer.Serialize(new { requests = Enumerable.Range(1, count).Select(id => new { id = $"{id}", method = "get", url = $"{Set}/$count" }) });
        using var response = await feed.PostAsync("$batch", Encoding.UTF8.GetBytes(json), "Content-Type: application/json");
        Assert.Equal(expected, response.StatusCode);
        using var multipart = await feed.PostAsync("$batch", Multipart(count), "Content-Type: multipart/mixed;boundary=b");
        Assert.Equal(expected, multipart.StatusCode);
        if (expected == HttpStatusCode.BadRequest)
            Assert.Contains("Feed:Limits:BatchParts", await multipart.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$batch", "Content-Type: application/json")]
    [InlineData(Set + "/$query", "Content-Type: text/plain")]
    public async Task ALongBodyIsRefused(string path, string type)
    {
        using var response = await feed.PostAsync(path, new byte[(1 << 20) + 1], type);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("Feed:Limits:BodyLength", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLimitIsASetting()
    {
        var host = await FeedFixture.StartAsync("--Feed:Limits:BatchParts=2");
        await using var disposed = host;
        using var client = new HttpClient();
        foreach (var (count, expected) in new[] { (2, HttpStatusCode.OK), (3, HttpStatusCode.BadRequest) })
        {
            using var content = new ByteArrayContent(Multipart(count));
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed;boundary=b");
            using var response = await client.PostAsync(new Uri($"{host.App.Urls.First()}/odata/$batch"), content);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("GET", "$batch")]
    [InlineData("DELETE", "$batch")]
    [InlineData("GET", Set + "/$query")]
    [InlineData("PUT", Set + "/$query")]
    public async Task BodiesArePosted(string method, string path)
    {
        using var response = await feed.SendAsync(new HttpMethod(method), path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task LongTextAndBytesAreWholeInJson()
    {
        // Longer than a block of the writer, with characters of all widths at its edges.
        var filter = string.Concat(Enumerable.Repeat("aé€😀\"", 2_000));
        var request = JsonSerializer.Serialize(new { requests = new object[] { new { id = "1", method = "get", url = "$metadata" }, new { id = "2", method = "get", url = $"{Set}?$filter=ProductType eq '{filter}'&nonsense" } } });
        using var response = await feed.PostAsync("$batch", Encoding.UTF8.GetBytes(request), "Content-Type: application/json");
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var metadata = answer.RootElement.GetProperty("responses")[0].GetProperty("body").GetString()!;
        Assert.Equal(await (await feed.GetAsync("$metadata")).Content.ReadAsByteArrayAsync(), System.Buffers.Text.Base64Url.DecodeFromChars(metadata));
        Assert.Equal(200, answer.RootElement.GetProperty("responses")[1].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task WhatAPartAcceptsDoesNotCompressItsAnswer()
    {
        var request = """{"requests":[{"id":"1","method":"get","url":"$metadata","headers":{"Accept-Encoding":"br, gzip"}}]}""";
        using var response = await feed.PostAsync("$batch", Encoding.UTF8.GetBytes(request), "Content-Type: application/json");
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var part = answer.RootElement.GetProperty("responses")[0];
        Assert.False(part.GetProperty("headers").TryGetProperty("content-encoding", out _));
        using var alone = await feed.GetAsync("$metadata");
        Assert.Equal(await alone.Content.ReadAsByteArrayAsync(), System.Buffers.Text.Base64Url.DecodeFromChars(part.GetProperty("body").GetString()!));
    }

    static byte[] Multipart(int count) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"--b\r\nContent-Type: application/http\r\n\r\nGET $metadata HTTP/1.1\r\nIf-None-Match: *\r\n\r\n\r\n", count)) + "--b--");
}
