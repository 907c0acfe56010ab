using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Feed;
using ODataFeed.Web.Connect;
using Xunit;

namespace ODataFeed.Tests.Web.Connect;

/// <summary>The files that open Excel and Power BI on the feed.</summary>
public sealed class ConnectionFileTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    static readonly XNamespace Odc = "urn:schemas-microsoft-com:office:odc";
    static readonly XNamespace Mashup = "http://schemas.microsoft.com/DataMashup";

    string Site => feed.Root[..^"/odata".Length];

    [Theory]
    [InlineData("EmailActivityCounts", "/EmailActivityCounts")]
    [InlineData("Microsoft365Usage", "/")]
    public async Task APowerBiFileHoldsTheAddressAndNothingElse(string name, string path)
    {
        using var response = await feed.Client.GetAsync($"{Site}/connect/{name}.pbids");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{name}.pbids", response.Content.Headers.ContentDisposition!.FileName);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("0.1", json.RootElement.GetProperty("version").GetString());
        var connection = Assert.Single(json.RootElement.GetProperty("connections").EnumerateArray());
        Assert.Equal("odata", connection.GetProperty("details").GetProperty("protocol").GetString());
        Assert.Equal(feed.Root + path, connection.GetProperty("details").GetProperty("address").GetProperty("url").GetString());
        Assert.Equal("Import", connection.GetProperty("mode").GetString());
    }

    [Fact]
    public async Task TheAddressOfAPowerBiFileIsAnswered()
    {
        using var json = JsonDocument.Parse(await feed.Client.GetStringAsync($"{Site}/connect/OneDriveUsageStorage.pbids"));
        var url = json.RootElement.GetProperty("connections")[0].GetProperty("details").GetProperty("address").GetProperty("url").GetString();
        Assert.Equal(HttpStatusCode.OK, (await feed.Client.GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task AnExcelConnectionLoadsItsQuery()
    {
        using var response = await feed.Client.GetAsync($"{Site}/connect/EmailActivityCounts.odc");
        Assert.Equal("text/x-ms-odc", response.Content.Headers.ContentType!.MediaType);
        var (connection, mashup) = Read(await response.Content.ReadAsStringAsync());
        Assert.Equal("SELECT * FROM [EmailActivityCounts]", connection.Descendants(Odc + "CommandText").Single().Value);
        Assert.Contains("Location=EmailActivityCounts;", connection.Descendants(Odc + "ConnectionString").Single().Value, StringComparison.Ordinal);
        Assert.Equal(await feed.Client.GetStringAsync($"{Site}/connect/EmailActivityCounts.pq"), mashup.Descendants(Mashup + "Formula").Single().Value);
    }

    [Fact]
    public async Task TheWholeFeedsExcelConnectionBringsTheTrendsAlong()
    {
        var (connection, mashup) = Read(await feed.Client.GetStringAsync($"{Site}/connect/Microsoft365Usage.odc"));
        var names = mashup.Descendants(Mashup + "Query").Select(query => (string)query.Attribute("Name")!).ToList();
        Assert.Equal("Reports", names[0]);
        Assert.Equal("SELECT * FROM [Reports]", connection.Descendants(Odc + "CommandText").Single().Value);
        Assert.Contains("ActiveUsersByProduct", names);
        Assert.DoesNotContain("EmailActivityUserDetail", names);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task AMashupBringsWhatExcelAsksFor()
    {
        var (_, mashup) = Read(await feed.Client.GetStringAsync($"{Site}/connect/Dates.odc"));
        Assert.Equal(["Client", "Version", "MinVersion", "Culture", "SafeCombine", "Items"], mashup.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(["Formula", "IsParameterQuery", "IsDirectQuery"], mashup.Descendants(Mashup + "Query").Single().Elements().Select(element => element.Name.LocalName));
    }

    [Theory]
    [InlineData("Nowhere.odc")]
    [InlineData("Microsoft365Usage.exe")]
    [InlineData("EmailActivityCounts")]
    public async Task AFileThatIsNoneIsNotFound(string file) =>
        Assert.Equal(HttpStatusCode.NotFound, (await feed.Client.GetAsync($"{Site}/connect/{file}")).StatusCode);

    [Fact]
    public async Task ThePublicUrlStandsInAllFiles()
    {
        await using var host = await FeedFixture.StartAsync("--Feed:PublicUrl=https://feed.contoso.com/usage");
        using var client = new HttpClient();
        foreach (var extension in new[] { "pbids", "odc", "pq" })
            Assert.Contains("https://feed.contoso.com/usage/odata/", await client.GetStringAsync($"{host.App.Urls.First()}/connect/Microsoft365Usage.{extension}"), StringComparison.Ordinal);
        await host.App.StopAsync();
    }

    [FactNeeding(Programs.Node, Programs.Npm)]
    public async Task MicrosoftsParserTakesTheMOfEverySet()
    {
        var model = (FeedModel)feed.Host.App.Services.GetService(typeof(FeedModel))!;
        var documents = model.Sets.Select(set => ($"{set.Name}.pq", PowerQuery.OfSet("https://feed.contoso.com/odata/", set)))
            .Append(("feed.pq", PowerQuery.OfFeed("https://feed.contoso.com/odata/")))
            .Append(("query.pq", PowerQuery.OfQuery("https://feed.contoso.com/odata/", "Users", [new("$filter", "contains(DisplayName,'\"#(lf)\" & Ä')"), new("$top", "5")])))
            .Append(("plain.pq", PowerQuery.OfQuery("https://feed.contoso.com/odata/", "Users", [])));
        Assert.Empty(await PowerQueryParser.ErrorsAsync(documents));
    }

    [FactNeeding(Programs.Node, Programs.Npm)]
    public async Task MicrosoftsParserFindsWhatIsNoM()
    {
        var errors = await PowerQueryParser.ErrorsAsync([("good.pq", "let A = 1 in A"), ("bad.pq", "let A = in A")]);
        Assert.StartsWith("bad.pq\t", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "\"a\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("#(lf)", "\"#(#)(lf)\"")]
    [InlineData("#(", "\"#(#)(\"")]
    public void ATextLiteralStandsForItself(string text, string literal) => Assert.Equal(literal, PowerQuery.Text(text));

    /// <summary>The connection, and the mashup that stands in it as escaped text.</summary>
    static (XElement Connection, XElement Mashup) Read(string odc)
    {
        var connection = XElement.Parse(odc).Descendants(Odc + "OfficeDataConnection").Single();
        return (connection, XElement.Parse(connection.Element(Odc + "PowerQueryMashupData")!.Value));
    }
}
