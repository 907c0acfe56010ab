using System.Text;
using ODataFeed.Ingest;
using Xunit;

namespace ODataFeed.Tests.Ingest;

public sealed class CsvBodyTests
{
    public static TheoryData<string, string> Cases => CaseFile.Pairs("Ingest/Csv.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ABodyBecomesRowsAndCounts(string body, string expected) =>
        Assert.Equal(expected, await ReadAsync(new MemoryStream(Bytes(body))));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ItDoesNotMatterWhereABodyIsCutIntoPieces(string body, string expected)
    {
        var bytes = Bytes(body);
        for (var at = 0; at <= bytes.Length; at++)
            Assert.Equal(expected, await ReadAsync(new SplitStream(bytes, at)));
        Assert.Equal(expected, await ReadAsync(new SplitStream(bytes, at: 0, step: 1)));
    }

    [Fact]
    public async Task ManyRowsCrossManyBuffers()
    {
        var body = new StringBuilder("Report Refresh Date,Name,Count\r\n");
        for (var i = 0; i < 5000; i++)
            body.Append(null, $"2026-07-25,\"user {i}, of many\",{i}\r\n");

        var file = await CsvBody.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body.ToString())), Probe.Target, default);

        Assert.Equal((5000, 0, 0), (file.Rows.Count, file.BadCells, file.LeftOutRows));
        Assert.Equal(("user 4999, of many", 4999L), (file.Rows["Name"].GetObject(4999), file.Rows["Count"].GetObject(4999)));
    }

    [Fact]
    public async Task TextThatIsNotUtf8IsABadCell()
    {
        byte[] body = [.. "Report Refresh Date,Name,Note\r\n2026-07-25,ann,"u8, 0xC3, 0x28, .. "\r\n"u8];

        var file = await CsvBody.ReadAsync(new MemoryStream(body), Probe.Target, default);

        Assert.Equal((1, 1, null), (file.BadCells, file.BadRows, file.Rows["Note"].GetObject(0)));
    }

    [Fact]
    public async Task ARowWhoseKeyIsNotUtf8IsLeftOut()
    {
        byte[] body = [.. "Report Refresh Date,Name\r\n2026-07-25,a"u8, 0xC3, 0x28, .. "\r\n2026-07-25,ben\r\n"u8];

        var file = await CsvBody.ReadAsync(new MemoryStream(body), Probe.Target, default);

        Assert.Equal((1, 1, 0, "ben"), (file.Rows.Count, file.LeftOutRows, file.BadCells, file.Rows["Name"].GetObject(0)));
    }

    [Fact]
    public async Task AQuoteThatIsNeverClosedDoesNotTakeAllMemory()
    {
        var body = "Report Refresh Date,Name\r\n2026-07-25,\"" + new string('x', 3 * 1024 * 1024);

        var error = await Assert.ThrowsAsync<IngestException>(() => CsvBody.ReadAsync(new MemoryStream(Encoding.ASCII.GetBytes(body)), Probe.Target, default));

        Assert.Contains("record 2", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task TheShareOfBadRowsCountsThoseLeftOut()
    {
        var body = "Report Refresh Date,Name,Count,Small\r\n2026-07-25,a,x,y\r\nnever,b,1,1\r\n2026-07-25,c,1,1\r\n2026-07-25,d,1,1\r\n"u8.ToArray();

        var file = await CsvBody.ReadAsync(new MemoryStream(body), Probe.Target, default);

        Assert.Equal(0.5, file.BadShare);
    }

    static byte[] Bytes(string text) =>
        Encoding.UTF8.GetBytes(text.Replace("\\r", "\r").Replace("\\n", "\n").Replace("\\t", "\t").Replace('^', '\uFEFF'));

    static async Task<string> ReadAsync(Stream body)
    {
        try
        {
            return Probe.Print(await CsvBody.ReadAsync(body, Probe.Target, default));
        }
        catch (IngestException error)
        {
            return "! " + error.Message;
        }
    }
}
