using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Feed.Batch;

/// <summary>Whatever a batch holds, it is answered, and never with a fault of ours.</summary>
public sealed partial class BatchFuzzTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const int Cases = 2_000;

    static readonly (string Type, string Body)[] Seeds =
    [
        ("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/http\r\nContent-ID: 1\r\n\r\nGET OneDriveUsageStorage?$top=2&$orderby=ReportDate HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\nContent-ID: 2\r\n\r\nPOST OneDriveUsageStorage HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}\r\n--c--\r\n--b\r\nContent-Type: application/http\r\n\r\nPOST OneDriveUsageStorage/$query HTTP/1.1\r\nContent-Type: text/plain\r\n\r\n$filter=SiteType eq 'All'\r\n--b--\r\n"),
        ("application/json", "{\"requests\":[{\"id\":\"1\",\"method\":\"get\",\"url\":\"OneDriveUsageStorage?$top=2\",\"headers\":{\"accept\":\"application/json\"}},{\"id\":\"2\",\"method\":\"post\",\"url\":\"/odata/OneDriveUsageStorage/$query\",\"headers\":{\"content-type\":\"text/plain\"},\"body\":\"$count=true\",\"dependsOn\":[\"1\"]},{\"id\":\"3\",\"atomicityGroup\":\"g\",\"method\":\"get\",\"url\":\"$metadata\",\"headers\":{\"if-none-match\":\"*\"}},{\"id\":\"4\",\"atomicityGroup\":\"g\",\"method\":\"get\",\"url\":\"OneDriveUsageStorage/$count\"},{\"id\":\"5\",\"method\":\"delete\",\"url\":\"OneDriveUsageStorage(1)\",\"dependsOn\":[\"g\",\"1\"]}]}"),
    ];

    static readonly string[] Pieces = ["\r\n", "\n", "\r", "\r\n\r\n", "--b", "--b--", "--c--", ":", "{", "}", "[", "]", "\"", ",", "$", "'", "%", "%2", "\0", "é", "\uFFFF", "\u2028", "/", "..", "http://", "//", "Host: x\r\n", "Content-Length: 3\r\n", "null", "0", " ", "\t", "$1", "$batch"];

    [Fact]
    public async Task NoBatchIsAFaultOfOurs()
    {
        var random = new Random(20261101);
        for (var i = 0; i < Cases; i++)
        {
            var (type, seed) = Seeds[i % Seeds.Length];
            var body = Mutated(Encoding.UTF8.GetBytes(seed), random);
            string[] headers = [$"Content-Type: {type}", $"Prefer: continue-on-error={(random.Next(4) > 0 ? "true" : "false")}", $"Accept: {(random.Next(2) == 0 ? "multipart/mixed" : "application/json")}"];
            using var response = await feed.PostAsync("$batch", body, headers).WaitAsync(TimeSpan.FromSeconds(30));
            var answer = await response.Content.ReadAsStringAsync();
            var statuses = Status().Matches(answer).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Append((int)response.StatusCode);
            Assert.True(statuses.All(status => status is < 500 or 501), $"Case {i}: {(int)response.StatusCode} {answer}\nto\n{Encoding.UTF8.GetString(body)}");
        }
    }

    /// <summary>One to four changes: bytes and pieces put in, put in place, left out, and stretches repeated.</summary>
    static byte[] Mutated(byte[] body, Random random)
    {
        var bytes = new List<byte>(body);
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 2 when bytes.Count > length:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, 1);
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("(?:\\r\\nHTTP/1\\.1 |\"status\":)([0-9]{3})")]
    private static partial Regex Status();
}
