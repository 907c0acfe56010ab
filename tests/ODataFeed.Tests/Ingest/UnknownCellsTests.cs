using System.Text;
using ODataFeed.Ingest;
using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Ingest;

/// <summary>With <c>Feed:UnknownColumns=Expose</c> the cells of unknown columns are kept with the row.</summary>
public sealed class UnknownCellsTests
{
    public static TheoryData<string, string> Cases => CaseFile.Pairs("Ingest/Unknown.cases");

    static IngestTarget Open => Probe.Target with { Schema = Probe.Target.Schema.Opened() };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task CellsOfUnknownColumnsBecomeDynamicProperties(string body, string expected)
    {
        var file = await ReadAsync(body, Open);

        var cells = Enumerable.Range(0, file.Rows.Count).Select(row => file.Rows[DynamicProperties.Column].GetObject(row) ?? "null");
        Assert.Equal(expected, $"{string.Join(" / ", cells)} {Counts(file)}".Trim());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ASetThatIsNotOpenKeepsNone(string body, string expected)
    {
        var file = await ReadAsync(body, Probe.Target);

        Assert.Equal(Probe.Report.Columns.Count, file.Rows.Columns.Count);
        Assert.Equal(0, file.BadCells);
        Assert.EndsWith(Counts(file), expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APropertyIsReadFromTheCellsOfAllRows()
    {
        var rows = (await ReadAsync("Name,X,Y⏎ann,\"a \"\"quoted\"\" \\ text\",1⏎ben,,1⏎cat,c,⏎dan,,⏎", Open)).Rows;
        var members = (TextColumn)rows[DynamicProperties.Column];

        Assert.Equal(["a \"quoted\" \\ text", null, "c", null], Cells(DynamicProperties.Of(members, "X"u8)));
        Assert.Equal(["1", "1", null, null], Cells(DynamicProperties.Of(members, "Y"u8)));
        Assert.Equal([null, null, null, null], Cells(DynamicProperties.Of(members, "Z"u8)));
    }

    [Theory]
    [InlineData("X", "\"Y\":\"1\"")]
    [InlineData("Y", "\"X\":\"a \\\"b\\\\\"")]
    [InlineData("X,Y", "")]
    [InlineData("Z", "\"X\":\"a \\\"b\\\\\",\"Y\":\"1\"")]
    public void MembersAreTakenOutByName(string names, string expected)
    {
        var members = Encoding.UTF8.GetBytes("\"X\":\"a \\\"b\\\\\",\"Y\":\"1\"");

        var length = DynamicProperties.Without(members, [.. names.Split(',').Select(Encoding.UTF8.GetBytes)]);

        Assert.Equal(expected, Encoding.UTF8.GetString(members, 0, length));
    }

    static IEnumerable<string?> Cells(Column column) => Enumerable.Range(0, column.Count).Select(row => (string?)column.GetObject(row));

    static string Counts(IngestedFile file) => Probe.Print(file with { Rows = Table.Empty(file.Rows.Schema), MissingColumns = [] });

    static async Task<IngestedFile> ReadAsync(string body, IngestTarget target)
    {
        if (!body.StartsWith('{'))
            return await CsvBody.ReadAsync(new MemoryStream(Bytes(body.Replace('⏎', '\n'))), target, default);
        var pages = new JsonPages(target);
        await pages.ReadPageAsync(new SplitStream(Encoding.UTF8.GetBytes(body), at: 0, step: 1), default);
        return pages.Finish();
    }

    /// <summary>U+FFFD in a case stands for a byte that is no UTF-8.</summary>
    static byte[] Bytes(string body) => [.. body.Split('\uFFFD').Select(Encoding.UTF8.GetBytes).Aggregate((left, right) => [.. left, 0xC3, .. right])];
}
