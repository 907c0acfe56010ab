using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Feed.Batch;

/// <summary>A batch and its exact answer, over <see cref="SmallTenant"/>: see <c>batch.cases</c>.</summary>
public sealed partial class BatchCaseTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Common = "Vary: Accept, Accept-Encoding, Prefer, OData-MaxVersion, Authorization\r\nCache-Control: private\r\n";

    const string CommonJson = "\"vary\":\"Accept, Accept-Encoding, Prefer, OData-MaxVersion, Authorization\",\"cache-control\":\"private\"";

    public static TheoryData<string, string> Cases => CaseFile.Pairs("Feed/Batch/batch.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ABatchHasItsExactAnswer(string batch, string expected) => Assert.Equal(expected, await AnswerAsync(batch));

    async Task<string> AnswerAsync(string batch)
    {
        var cells = batch.Split('↦', 2);
        using var response = await feed.PostAsync("$batch", Written(cells[1].TrimStart(' ')), cells[0].Trim().Split('|', StringSplitOptions.RemoveEmptyEntries));
        var type = response.Content.Headers.NonValidated["Content-Type"].ToString();
        var answer = $"{(int)response.StatusCode} {type} {await response.Content.ReadAsStringAsync()}";
        return Boundary().Replace(answer, "BOUNDARY")
            .Replace(Common, "COMMON↵", StringComparison.Ordinal)
            .Replace(CommonJson, "COMMON", StringComparison.Ordinal)
            .Replace(feed.Root, "ROOT", StringComparison.Ordinal)
            .Replace("Office365ActivationsUserCounts", "SET", StringComparison.Ordinal)
            .Replace("\r\n", "↵", StringComparison.Ordinal)
            .TrimEnd();
    }

    byte[] Written(string body) => Encoding.UTF8.GetBytes(body
        .Replace("↵", "\r\n", StringComparison.Ordinal)
        .Replace("␊", "\n", StringComparison.Ordinal)
        .Replace("ROOT", feed.Root, StringComparison.Ordinal)
        .Replace("HOST", new Uri(feed.Root).Authority, StringComparison.Ordinal)
        .Replace("SET", "Office365ActivationsUserCounts", StringComparison.Ordinal));

    [GeneratedRegex("batchresponse_[0-9a-f-]{36}")]
    private static partial Regex Boundary();
}
