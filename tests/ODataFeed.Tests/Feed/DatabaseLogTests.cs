using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>With <c>Feed:Engine=Database</c> a query is divided and sent on; what its caller wrote into it stays out of the log all the same.</summary>
public sealed class DatabaseLogTests
{
    [Fact]
    public async Task NoLiteralOfAQueryIsLogged()
    {
        var log = new CapturedLog();
        using var database = await TestDatabase.NewAsync("Sqlite");
        await using var feed = await FeedFixture.StartAsync(
            builder => builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace),
            [
                "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace",
                "--Feed:Engine=Database", "--Store:Provider=Sqlite", $"--Store:ConnectionString={database.Options.ConnectionString}",
            ]);
        await DatabaseFeeds.PublishAsync(feed, SmallTenant.Tables(feed.App.Services.GetRequiredService<FeedModel>()), 1);
        using var client = new HttpClient();
        foreach (var query in new[] { "$filter=ProductType eq 'adele' or contains(ProductType,'adele')", "$apply=search(adele)/groupby((ProductType))", "$filter=length(concat(ProductType,'adele')) gt 5&$orderby=tolower(concat('adele',ProductType))" })
        {
            using var answer = await client.GetAsync($"{feed.App.Urls.First()}/odata/Office365ActivationsUserCounts?{query}");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        Assert.Contains("Reads Office365ActivationsUserCounts", log.Text);
        Assert.Equal("", string.Join('\n', log.Text.Split('\n').Where(line => line.Contains("adele", StringComparison.OrdinalIgnoreCase))));
    }
}
