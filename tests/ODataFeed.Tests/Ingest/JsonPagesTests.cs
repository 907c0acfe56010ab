using System.Text;
using ODataFeed.Ingest;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Ingest;

public sealed class JsonPagesTests
{
    public static TheoryData<string, string> Cases => CaseFile.Pairs("Ingest/Json.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task APageBecomesRowsAndCounts(string body, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(body.Replace('^', '\uFEFF'));
        for (var at = 0; at <= bytes.Length; at++)
            Assert.Equal(expected, await ReadAsync(new SplitStream(bytes, at)));
        Assert.Equal(expected, await ReadAsync(new SplitStream(bytes, at: 0, step: 1)));
    }

    [Fact]
    public async Task PagesBecomeOneTable()
    {
        var pages = new JsonPages(Probe.Target);

        var next = await pages.ReadPageAsync(new MemoryStream("""{"value":[{"name":"ann"}],"@odata.nextLink":"https://x/2"}"""u8.ToArray()), default);
        var last = await pages.ReadPageAsync(new MemoryStream("""{"value":[{"name":"ben"},{"name":"cat"}]}"""u8.ToArray()), default);

        Assert.Equal(("https://x/2", null), (next, last));
        var names = pages.Finish().Rows["Name"];
        Assert.Equal(["ann", "ben", "cat"], Enumerable.Range(0, 3).Select(row => (string?)names.GetObject(row)));
    }

    public static TheoryData<string, string> NestedCases => CaseFile.Pairs("Ingest/NestedJson.cases");

    [Theory]
    [MemberData(nameof(NestedCases))]
    public async Task NestedRowsRepeatTheMembersAboveThem(string body, string expected)
    {
        var report = Probe.Report with { Columns = [.. Probe.Report.Columns.Select(Nested)] };
        var target = Probe.Target with { Report = report };
        var bytes = Encoding.UTF8.GetBytes(body);

        for (var at = 0; at <= bytes.Length; at++)
            Assert.Equal(expected, await ReadAsync(new SplitStream(bytes, at), target));
    }

    /// <summary>Date, name and day stand outside.</summary>
    static ReportColumn Nested(ReportColumn column) =>
        column.Name is "ReportRefreshDate" or "Name" or "Day" ? column : column with { Json = "details[]." + column.Json };

    static async Task<string> ReadAsync(Stream body, IngestTarget? target = null)
    {
        try
        {
            var pages = new JsonPages(target ?? Probe.Target);
            var next = await pages.ReadPageAsync(body, default);
            return Probe.Print(pages.Finish()).Replace("\n", "\\n") + (next is null ? "" : $" next={next}");
        }
        catch (IngestException error)
        {
            return "! " + error.Message;
        }
    }
}
