using ODataFeed.Tests.Feed;
using Xunit;

namespace ODataFeed.Tests.Settings;

/// <summary>The verb with which a container asks itself whether it is well.</summary>
public sealed class HealthVerbTests
{
    [Theory]
    [InlineData(null, null, "http://127.0.0.1:5080/health/live")]
    [InlineData("", "", "http://127.0.0.1:5080/health/live")]
    [InlineData("http://+:5980", null, "http://127.0.0.1:5980/health/live")]
    [InlineData("http://*:80", null, "http://127.0.0.1:80/health/live")]
    [InlineData("https://+:5443;http://0.0.0.0:5081", null, "http://127.0.0.1:5081/health/live")]
    [InlineData("http://[::]:5082", null, "http://127.0.0.1:5082/health/live")]
    [InlineData("http://10.1.2.3:5083", null, "http://10.1.2.3:5083/health/live")]
    [InlineData("https://+:5443", null, "http://127.0.0.1:5080/health/live")]
    [InlineData(null, "8080;8081", "http://127.0.0.1:8080/health/live")]
    public void TheAddressIsThatOfTheEnvironment(string? urls, string? ports, string asked) => Assert.Equal(asked, HealthVerb.Listening(urls, ports));

    [Fact]
    public async Task AServiceThatAnswersIsWell()
    {
        await using var host = await FeedFixture.StartAsync();

        Assert.Equal(0, await HealthVerb.RunAsync([host.App.Urls.First() + "/health/live"]));
        Assert.Equal(1, await HealthVerb.RunAsync([host.App.Urls.First() + "/health/none"]));
        await host.App.StopAsync();
    }

    [Fact]
    public async Task WhereNothingListensItIsNotWell() => Assert.Equal(1, await HealthVerb.RunAsync(["http://127.0.0.1:1/health/live"]));

    [Theory]
    [InlineData("5080")]
    [InlineData("ftp://127.0.0.1/")]
    public async Task WhatIsNoAddressIsRefused(string word) => Assert.Equal(2, await HealthVerb.RunAsync([word]));
}
