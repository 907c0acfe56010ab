using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Every case table once more, answered from the live tables of each provider: the same bytes as from memory.</summary>
public sealed class DatabaseCaseTests(DatabaseFeeds feeds) : IClassFixture<DatabaseFeeds>
{
    public static TheoryData<string, string> Tables
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var provider in TestDatabase.Providers.Cast<object[]>().Select(row => (string)row[0]))
            {
                foreach (var table in new[] { "queries", "aggregation", "navigation", "language", "functions", "transformations", "paths", "errors", "bad" })
                    data.Add(provider, $"Feed/{table}.cases");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task TheDatabaseScanAnswersAsTheMemoryScan(string provider, string cases)
    {
        var root = await feeds.RootAsync(provider);
        var different = new List<string>();
        foreach (var row in CaseFile.Located(cases))
        {
            var (where, url, expected) = ((string)row[0], (string)row[1], (string)row[2]);
            var actual = await QueryCaseTests.AnswerAsync(feeds.Client, root, url);
            if (actual != expected)
                different.Add($"{where} over {provider}: {url}{Environment.NewLine}expected {expected}{Environment.NewLine}actual   {actual}");
        }

        Assert.True(different.Count == 0, string.Join(Environment.NewLine, different));
    }
}
