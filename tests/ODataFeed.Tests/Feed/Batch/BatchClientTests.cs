using System.Net;
using System.Text.Json;
using Microsoft.OData;
using Xunit;

namespace ODataFeed.Tests.Feed.Batch;

/// <summary>Microsoft's batch writer is understood, and its reader understands the answer.</summary>
public sealed class BatchClientTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";

    const string Multipart = "multipart/mixed; boundary=batch_36522ad7-fc75-4b56-8c71-56071383e77b";

    [Theory]
    [InlineData(Multipart, BatchPayloadUriOption.AbsoluteUri, "")]
    [InlineData(Multipart, BatchPayloadUriOption.AbsoluteUriUsingHostHeader, "")]
    [InlineData(Multipart, BatchPayloadUriOption.RelativeUri, "")]
    [InlineData("application/json", BatchPayloadUriOption.AbsoluteUri, "")]
    [InlineData("application/json", BatchPayloadUriOption.AbsoluteUriUsingHostHeader, "")]
    [InlineData("application/json", BatchPayloadUriOption.RelativeUri, "")]
    [InlineData("application/json", BatchPayloadUriOption.RelativeUri, "multipart/mixed")]
    public async Task ItsRequestsAreAnsweredAsOutsideOfABatch(string contentType, BatchPayloadUriOption form, string accept)
    {
        // Its JSON reader takes any member named error within a body for a failure of the whole, so errors are for its multipart reader.
        var readsJson = accept == "application/json" || (contentType == "application/json" && accept.Length == 0);
        string[] urls = [$"{Set}?$select=Assigned", $"{Set}?$filter=ProductType%20eq%20'VISIO%20PLAN%202'", readsJson ? "" : $"{Set}(1)", "OneDriveUsageStorage?$top=1&$format=json", $"{Set}/$count"];
        var (body, type) = ODataLibBatch.Write(contentType, new Uri(feed.Root + "/"), form, (_, create) =>
        {
            foreach (var url in urls)
                create("GET", url);
        });
        using var response = await feed.PostAsync("$batch", body, [$"Content-Type: {type}", "Prefer: odata.continue-on-error", .. accept.Length == 0 ? [] : new[] { $"Accept: {accept}" }]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answers = await ODataLibBatch.ReadAsync(response);

        // Its multipart writer numbers only the requests of change sets.
        Assert.Equal(contentType == Multipart ? [null, null, null, null, null] : ["1", "2", "3", "4", "5"], answers.Select(answer => answer.Id));
        foreach (var (url, answer) in urls.Zip(answers))
        {
            using var alone = await feed.GetAsync(url);
            Assert.Equal((int)alone.StatusCode, answer.Status);
            Assert.Equal(Text(await alone.Content.ReadAsStringAsync()), Text(answer.Body));
        }
    }

    [Fact]
    public async Task AChangeSetIsRefusedAsAWholeAndTheRestAnswered()
    {
        using var response = await ChangeAsync(Multipart);
        var answers = await ODataLibBatch.ReadAsync(response);
        Assert.Equal([501, 200], answers.Select(answer => answer.Status));
        Assert.Equal("4", Text(answers[1].Body));
    }

    [Fact]
    public async Task InJsonEachRequestOfAGroupIsRefused()
    {
        using var response = await ChangeAsync("application/json");
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal([501, 501, 200], json.RootElement.GetProperty("responses").EnumerateArray().Select(answer => answer.GetProperty("status").GetInt32()));
    }

    async Task<HttpResponseMessage> ChangeAsync(string contentType)
    {
        var (body, type) = ODataLibBatch.Write(contentType, new Uri(feed.Root + "/"), BatchPayloadUriOption.RelativeUri, (batch, create) =>
        {
            batch.WriteStartChangeset("changes");
            create("DELETE", $"{Set}(1)");
            create("DELETE", $"{Set}(2)");
            batch.WriteEndChangeset();
            create("GET", $"{Set}/$count");
        });
        var response = await feed.PostAsync("$batch", body, $"Content-Type: {type}", "Prefer: continue-on-error=true");
        Assert.Equal(["odata.continue-on-error=true"], response.Headers.GetValues("Preference-Applied"));
        return response;
    }

    /// <summary>The reader gives text again as a JSON string.</summary>
    static string Text(string body) => body.Trim().Trim('"');
}
