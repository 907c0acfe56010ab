using Microsoft.Extensions.Configuration;
using ODataFeed.Access;
using ODataFeed.Feed;
using ODataFeed.Graph;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Store;
using ODataFeed.Telemetry;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Settings;

public sealed class SettingsTests
{
    static readonly ReportCatalog Catalog = Reports.Catalog;

    public static TheoryData<string, string> Cases => CaseFile.Pairs("Settings/Settings.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void WrongSettingsStopTheStartAndSayWhatIsLegal(string settings, string expected)
    {
        var reader = Reader(settings);

        var graph = GraphOptions.Read(reader);
        RefreshOptions.Read(reader, Catalog);
        StoreOptions.Read(reader);
        var privacy = PrivacyOptions.Read(reader);
        TelemetryOptions.Read(reader.Section("Telemetry"));
        AccessOptions.Read(reader, ["TeamsUserActivityCounts", "Users"], graph.AuthorityHost, FeedOptions.ReadPublicUrl(reader.Section("Feed")));
        ODataFeed.Settings.ReadUsers(reader.Section("Feed"), FeedOptions.Read(reader.Section("Feed"), local: true, privacy.PersonalData).UsersFile, privacy);

        var errors = Record.Exception(reader.ThrowIfWrong) as SettingsException;
        Assert.Equal(expected, errors is null ? "ok" : string.Join(" | ", errors.Errors));
    }

    [Fact]
    public void TheMessageHoldsEveryError()
    {
        var reader = Reader("Store:Provider=Oracle & Store:KeepHistoryDays=x");
        StoreOptions.Read(reader);

        var error = Assert.Throws<SettingsException>(reader.ThrowIfWrong);

        Assert.Equal(
            "The settings are wrong (2):\n  Store:Provider: found 'Oracle'; legal: InMemory, Sqlite, PostgreSql.\n"
            + "  Store:KeepHistoryDays: found 'x'; legal: a whole number from 0 to 36525.",
            error.Message);
    }

    [Fact]
    public void OptionsNeverPrintSecrets()
    {
        var graph = GraphOptions.Read(Reader("Graph:AccessToken=secret-token & Graph:TenantId=t"));
        var store = StoreOptions.Read(Reader("Store:ConnectionString=secret-text"));

        Assert.DoesNotContain("secret", graph.ToString());
        Assert.DoesNotContain("secret", store.ToString());
        Assert.DoesNotContain("secret", TelemetryOptions.Read(Reader("Telemetry:Otlp=https://otel.contoso.com & Telemetry:OtlpHeaders=x-key=secret").Section("Telemetry")).ToString());
    }

    [Fact]
    public void DefaultsAreThoseOfTheReadme()
    {
        var reader = Reader("");

        var graph = GraphOptions.Read(reader);
        var refresh = RefreshOptions.Read(reader, Catalog);
        var store = StoreOptions.Read(reader);

        Assert.Equal(("sample", null, "https://graph.microsoft.com/"), (graph.Tenant, graph.Credential, graph.Endpoint.ToString()));
        Assert.Equal((true, TimeSpan.FromHours(6), 4, 14, 0.01), (refresh.OnStart, refresh.Every, refresh.Parallel, refresh.Budget, refresh.MaxBadCells));
        Assert.Equal((false, TimeSpan.FromDays(5), "D30"), (refresh.ByDay, refresh.StaleAfter, string.Join(',', refresh.DetailPeriods)));
        Assert.Same(Catalog.Reports, refresh.Reports);
        Assert.Equal((StoreProvider.InMemory, null, 730, 35), (store.Provider, store.ConnectionString, store.KeepHistoryDays, store.KeepPersonalHistoryDays));
    }

    [Theory]
    [InlineData("Global", "https://graph.microsoft.com/", "https://login.microsoftonline.com/")]
    [InlineData("UsGov", "https://graph.microsoft.us/", "https://login.microsoftonline.us/")]
    [InlineData("UsGovDod", "https://dod-graph.microsoft.us/", "https://login.microsoftonline.us/")]
    [InlineData("China", "https://microsoftgraph.chinacloudapi.cn/", "https://login.chinacloudapi.cn/")]
    public void ACloudHasItsOwnAddresses(string cloud, string graph, string login)
    {
        var options = GraphOptions.Read(Reader($"Graph:Cloud={cloud}"));

        Assert.Equal((graph, login), (options.Endpoint.ToString(), options.AuthorityHost.ToString()));
    }

    static SettingsReader Reader(string settings) =>
        new(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(" & ", StringSplitOptions.RemoveEmptyEntries)
                .Select(setting => setting.Split('=', 2))
                .Select(parts => KeyValuePair.Create<string, string?>(parts[0].Trim(), parts[1])))
            .Build());
}
