using ODataFeed.Tests.EndToEnd;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>One feed for all samples: the sample tenant as connector-samples/odata-urls/README.md starts it.</summary>
public sealed class SampleFeed : IAsyncLifetime
{
    /// <summary>The name of the tests that share it.</summary>
    public const string Name = "Samples";

    /// <summary>Where the samples expect the service: its default address.</summary>
    public const string WrittenSite = "http://127.0.0.1:5080";

    RunningFeed? _feed;

    /// <summary>Keeps what a sample asks for: no redirects are followed.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Scheme and host, without trailing slash.</summary>
    public string Site { get; private set; } = "";

    /// <summary>The service root, with trailing slash.</summary>
    public string Root => Site + "/odata/";

    public FeedMetadata Metadata { get; private set; } = FeedMetadata.None;

    public static string Folder(string name) => Path.Combine(Repository.Root, "connector-samples", name);

    /// <summary>A sample's text with the feed's address in place of the one it is written with.</summary>
    public string Here(string text) => text.Replace(WrittenSite, Site, StringComparison.Ordinal);

    /// <summary>Status and body of a URL as a sample writes it: characters that a URL may not hold are encoded, nothing else is touched.</summary>
    public async Task<(int Status, string Body)> GetAsync(string url)
    {
        using var answer = await Client.GetAsync(new Uri(SampleUrl.Encode(Here(url)), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task InitializeAsync()
    {
        _feed = await RunningFeed.StartAsync(null, "--GraphSimulator:Users=400", "--GraphSimulator:Seed=1");
        Site = _feed.Root[..^"/odata".Length];
        Metadata = FeedMetadata.Parse(await Client.GetStringAsync(Root + "$metadata"));
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_feed is not null)
            await _feed.DisposeAsync();
    }
}

/// <summary>The tests that share <see cref="SampleFeed"/>.</summary>
[CollectionDefinition(SampleFeed.Name)]
public sealed class SampleFeedTests : ICollectionFixture<SampleFeed>;
