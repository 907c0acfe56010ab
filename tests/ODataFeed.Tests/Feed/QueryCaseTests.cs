using System.Text;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>A URL and the exact answer, over <see cref="SmallTenant"/>: see the <c>.cases</c> beside this file.</summary>
public sealed class QueryCaseTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    public static TheoryData<string, string> Queries => CaseFile.Pairs("Feed/queries.cases");

    public static TheoryData<string, string> Aggregations => CaseFile.Pairs("Feed/aggregation.cases");

    public static TheoryData<string, string> Navigations => CaseFile.Pairs("Feed/navigation.cases");

    public static TheoryData<string, string> Language => CaseFile.Pairs("Feed/language.cases");

    public static TheoryData<string, string> Functions => CaseFile.Pairs("Feed/functions.cases");

    public static TheoryData<string, string> Transformations => CaseFile.Pairs("Feed/transformations.cases");

    public static TheoryData<string, string> Paths => CaseFile.Pairs("Feed/paths.cases");

    public static TheoryData<string, string> Errors => CaseFile.Pairs("Feed/errors.cases");

    public static TheoryData<string, string> Bad => CaseFile.Pairs("Feed/bad.cases");

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task AQueryHasItsExactAnswer(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    [Theory]
    [MemberData(nameof(Aggregations))]
    public async Task AnAggregationHasItsExactAnswer(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    [Theory]
    [MemberData(nameof(Navigations))]
    public async Task APathThroughANavigationPropertyHasItsExactAnswer(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    [Theory]
    [MemberData(nameof(Language))]
    public async Task OperatorsOptionsAndEncodingsHaveTheirExactAnswers(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task FunctionsHaveTheirExactAnswers(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    [Theory]
    [MemberData(nameof(Transformations))]
    public async Task TransformationsHaveTheirExactAnswers(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task AResourcePathHasItsExactAnswer(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    [Theory]
    [MemberData(nameof(Errors))]
    [MemberData(nameof(Bad))]
    public async Task AWrongRequestHasItsExactError(string url, string expected) => Assert.Equal(expected, await AnswerAsync(url));

    Task<string> AnswerAsync(string url) => AnswerAsync(feed.Client, feed.Root, url);

    /// <summary>Status and body, without context URLs; the service root is written <c>ROOT</c>, the line ends of CSV <c>⏎</c>.</summary>
    internal static async Task<string> AnswerAsync(HttpClient client, string root, string url)
    {
        var uri = new Uri($"{root}/{Encode(url.Replace("ROOT", root, StringComparison.Ordinal))}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        var isText = url.Split('?')[0].EndsWith("/$count", StringComparison.Ordinal) || url.EndsWith("/$value", StringComparison.Ordinal);
        request.Headers.TryAddWithoutValidation("Accept", isText ? "text/plain" : "application/json;odata.metadata=none");
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return $"{(int)response.StatusCode} {body.Replace(root, "ROOT", StringComparison.Ordinal).Replace("\r\n", "⏎", StringComparison.Ordinal)}".TrimEnd();
    }

    /// <summary>Encodes what a URL may not hold; percent signs, quotes and delimiters stay as the case has them.</summary>
    static string Encode(string url)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(url))
            encoded.Append(b is > 0x20 and < 0x7F and not ((byte)'"' or (byte)'<' or (byte)'>') ? ((char)b).ToString() : $"%{b:X2}");
        return encoded.ToString();
    }
}
