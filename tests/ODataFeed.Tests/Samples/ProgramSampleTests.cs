using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>The programs in Python, R and C# read the same reports in small pages and find the same figures, which the feed itself confirms.</summary>
[Collection(SampleFeed.Name)]
public sealed class ProgramSampleTests(SampleFeed feed)
{
    /// <summary>Small, so that pages have to be followed.</summary>
    const int PageSize = 150;

    [SampleFact(SamplePrograms.PythonWithPandas)]
    public async Task ThePythonSampleReadsTheFeedIntoPandas() =>
        Assert.Equal(await ExpectedAsync(), await SamplePrograms.OutputAsync(SamplePrograms.PythonWithPandas, SampleFeed.Folder("python"), "usage.py", feed.Root, $"{PageSize}"));

    [SampleFact(SamplePrograms.Python)]
    public async Task ThePythonSampleRunsWithoutPandas()
    {
        const string Start = "import runpy, sys; sys.modules['pandas'] = None; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')";
        var output = await SamplePrograms.OutputAsync(SamplePrograms.Python, SampleFeed.Folder("python"), "-c", Start, "usage.py", feed.Root, $"{PageSize}");
        Assert.Equal(await ExpectedAsync(), output);
    }

    [SampleFact(SamplePrograms.R)]
    public async Task TheRSampleReadsTheFeed() =>
        Assert.Equal(await ExpectedAsync(), await SamplePrograms.OutputAsync(SamplePrograms.R, SampleFeed.Folder("r"), "usage.R", feed.Root, $"{PageSize}"));

    [Fact]
    public async Task TheCSharpSampleReadsTheFeed() =>
        Assert.Equal(await ExpectedAsync(), await SamplePrograms.RunAsync(Programs.Find("dotnet")!, SampleFeed.Folder("csharp"), "run", "usage.cs", "--", feed.Root, $"{PageSize}"));

    [SampleFact(SamplePrograms.Python)]
    public async Task AProgramThatFailsIsNoticed()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SamplePrograms.OutputAsync(SamplePrograms.Python, SampleFeed.Folder("python"), "usage.py", feed.Root + "nowhere/"));
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What they all print, from answers that the feed aggregates itself.</summary>
    async Task<string> ExpectedAsync()
    {
        var text = new StringBuilder("Licences activated\n");
        foreach (var row in await RowsAsync("Office365ActivationsUserCounts?$compute=Activated mul 100.0 div Assigned as Percent&$orderby=Assigned desc"))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.GetProperty("Percent").GetDecimal(),6:0.0} %  {row.GetProperty("ProductType")} ");
            text.Append($"({row.GetProperty("Activated")} of {row.GetProperty("Assigned")})\n");
        }

        const string Licensed = "Office365ActiveUserDetail/$count?$filter=IsDeleted eq false and HasTeamsLicense eq true";
        text.Append($"Teams licences never used\n{await CountAsync($"{Licensed} and TeamsLastActivityDate eq null")} of {await CountAsync(Licensed)}\n");
        text.Append("Most users of Teams in a day, by month\n");
        foreach (var row in await RowsAsync("Office365ActiveUserCounts?$apply=groupby((Date/Year,Date/Month),topcount(1,Teams))&$orderby=ReportDate"))
            text.Append($"{row.GetProperty("ReportDate")} {row.GetProperty("Teams"),6}\n");
        var pages = 1 + Pages(await CountAsync("Office365ActiveUserDetail/$count?$filter=IsDeleted eq false")) + Pages(await CountAsync("Office365ActiveUserCounts/$count"));
        Assert.True(pages > 3, "Pages are not followed where there is one.");
        return text.Append($"{pages} pages read\n").ToString();
    }

    static int Pages(int rows) => (rows + PageSize - 1) / PageSize;

    async Task<int> CountAsync(string url) => int.Parse((await feed.GetAsync(feed.Root + url)).Body, CultureInfo.InvariantCulture);

    async Task<IReadOnlyList<JsonElement>> RowsAsync(string url)
    {
        var (status, body) = await feed.GetAsync(feed.Root + url);
        Assert.True(status == 200, body);
        return [.. JsonDocument.Parse(body).RootElement.GetProperty("value").EnumerateArray()];
    }
}
