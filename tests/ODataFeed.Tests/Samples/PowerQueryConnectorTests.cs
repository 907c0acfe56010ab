using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>The custom connector: its M is parsed, what it names is there, and what it asks is answered. Nothing here runs M.</summary>
[Collection(SampleFeed.Name)]
public sealed partial class PowerQueryConnectorTests(SampleFeed feed)
{
    static readonly string Folder = SampleFeed.Folder("power-query");
    static readonly string Section = File.ReadAllText(Path.Combine(Folder, "ODataFeed.pq"));

    [FactNeeding(Programs.Node, Programs.Npm)]
    public async Task MicrosoftsParserTakesTheSection() => Assert.Empty(await PowerQueryParser.ErrorsAsync([("ODataFeed.pq", Section)]));

    [SampleFact(SamplePrograms.Python)]
    public async Task ThePackageHoldsTheSectionItsTextsAndItsPictures()
    {
        var target = Path.Combine(Directory.CreateTempSubdirectory("odatafeed-mez").FullName, "ODataFeed.mez");
        await SamplePrograms.OutputAsync(SamplePrograms.Python, Folder, "make_mez.py", target);
        using var package = ZipFile.OpenRead(target);
        Assert.Equal(
            Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)!).Where(name => Path.GetExtension(name) is ".pq" or ".resx" or ".png").Order(StringComparer.Ordinal),
            package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        using var reader = new StreamReader(package.GetEntry("ODataFeed.pq")!.Open());
        Assert.Equal(Section, await reader.ReadToEndAsync());
        Assert.All(PictureName().Matches(Section).Select(match => match.Groups["name"].Value), name => Assert.NotNull(package.GetEntry(name)));
    }

    [Fact]
    public void EveryTextItShowsIsThereAndShown()
    {
        var texts = XDocument.Load(Path.Combine(Folder, "resources.resx")).Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data => data.Element("value")!.Value);
        Assert.Equal(texts.Keys.Order(), TextName().Matches(Section).Select(match => match.Groups["name"].Value).Distinct().Order());
        Assert.All(texts.Values, text => Assert.NotEmpty(text));
    }

    [Theory]
    [InlineData("Anonymous")]
    [InlineData("Key")]
    [InlineData("UsernamePassword")]
    [InlineData("Aad")]
    public void ItKnowsTheSignInKindsOfTheService(string kind) =>
        Assert.Matches($@"\b{kind} = \[", Section[Section.IndexOf("Authentication = [", StringComparison.Ordinal)..Section.IndexOf("ODataFeed.Publish = [", StringComparison.Ordinal)]);

    /// <summary>A picture has the size that its name says (PNG: width and height at byte 16, big-endian).</summary>
    [Fact]
    public void ThePicturesHaveTheirSizes()
    {
        var names = PictureName().Matches(Section).Select(match => match.Groups["name"].Value).Distinct().ToList();
        Assert.Equal(7, names.Count);
        foreach (var name in names)
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder, name));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
            Assert.Equal($"ODataFeed{bytes[19]}.png", name);
            Assert.Equal(bytes[19], bytes[23]);
        }
    }

    [Fact]
    public void WhatItTestsTheConnectionWithIsShared()
    {
        var shared = Shared().Matches(Section).Select(match => match.Groups["name"].Value).ToList();
        Assert.Equal(["ODataFeed.Reports", "ODataFeed.Query"], shared);
        Assert.Contains("""TestConnection = (dataSourcePath) => {"ODataFeed.Reports", Root(dataSourcePath)}""", Section, StringComparison.Ordinal);
    }

    /// <summary>What the navigation table asks when it folds.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("$metadata")]
    [InlineData("Reports?$filter=State ne 'Retired'&$select=Name,Title,Service")]
    [InlineData("Office365ActiveUserCounts?$top=7")]
    public async Task WhatItAsksIsAnswered(string path)
    {
        var (status, body) = await feed.GetAsync(feed.Root + path);
        Assert.True(status == 200, body);
    }

    [Fact]
    public void TheColumnsItReadsAreThoseOfReports()
    {
        var columns = feed.Metadata.Find("Reports")!;
        Assert.All(["Name", "Title", "Service", "State"], column => Assert.Equal("Edm.String", columns[column]));
    }

    [GeneratedRegex(@"Extension\.Contents\(""(?<name>[^""]+)""\)")]
    private static partial Regex PictureName();

    [GeneratedRegex(@"Extension\.LoadString\(""(?<name>[^""]+)""\)")]
    private static partial Regex TextName();

    [GeneratedRegex(@"^shared (?<name>\S+) =", RegexOptions.Multiline)]
    private static partial Regex Shared();
}
