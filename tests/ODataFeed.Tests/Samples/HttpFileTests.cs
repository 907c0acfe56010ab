using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>Every request of connector-samples/http is sent, and answered as its comment says.</summary>
[Collection(SampleFeed.Name)]
public sealed partial class HttpFileTests(SampleFeed feed)
{
    [Fact]
    public async Task EveryRequestIsAnsweredAsItsCommentSays()
    {
        var requests = HttpFile.Read(await File.ReadAllTextAsync(Path.Combine(SampleFeed.Folder("http"), "usage.http")));
        Assert.InRange(requests.Count, 15, 50);
        foreach (var request in requests)
        {
            var uri = new Uri(feed.Here(request.Url), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using var message = new HttpRequestMessage(request.Method, uri);
            if (request.Body.Length > 0)
                message.Content = new StringContent(request.Body, Encoding.UTF8);
            foreach (var (name, value) in request.Headers)
            {
                if (message.Headers.TryAddWithoutValidation(name, value))
                    continue;
                message.Content!.Headers.Remove(name);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await feed.Client.SendAsync(message);
            var body = await answer.Content.ReadAsStringAsync();
            var says = Says().Match(request.Says);
            Assert.True(says.Success, $"{request.Title}: '{request.Says}' says no status.");
            Assert.True((int)answer.StatusCode == int.Parse(says.Groups["status"].Value), $"{request.Title}: {(int)answer.StatusCode} {body}");
            Assert.Equal(says.Groups["type"].Value, says.Groups["type"].Length == 0 ? "" : answer.Content.Headers.ContentType!.MediaType);
            if (says.Groups["rows"].Success)
                CheckRows(request.Title, says, body);
            if (says.Groups["header"].Success)
                Assert.Equal(says.Groups["value"].Value, string.Join(", ", answer.Headers.GetValues(says.Groups["header"].Value)));
        }
    }

    static void CheckRows(string title, Match says, string body)
    {
        using var json = JsonDocument.Parse(body);
        Assert.True(json.RootElement.GetProperty("value").GetArrayLength() == int.Parse(says.Groups["rows"].Value), $"{title}: {body}");
        Assert.Equal(says.Groups["next"].Success, json.RootElement.TryGetProperty("@odata.nextLink", out _));
    }

    [GeneratedRegex(@"^(?<status>\d{3})(?: (?<type>[a-z/.-]+))?(?:, (?<rows>\d+) rows(?<next> and a next page)?)?(?:, (?<header>[\w-]+): (?<value>.+))?$")]
    private static partial Regex Says();
}
