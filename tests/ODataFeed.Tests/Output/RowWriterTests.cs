using System.Text;
using ODataFeed.Output;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Output;

/// <summary>Rows of every type, with the cells that break writers.</summary>
public sealed class RowWriterTests
{
    static readonly TableSchema Schema = new(
        "Things", "Things", "Rows for tests.",
        [
            new("Name", ColumnType.String, Nullable: false, ""),
            new("Text", ColumnType.String, Nullable: true, ""),
            new("Number", ColumnType.Int64, Nullable: true, ""),
            new("Share", ColumnType.Decimal, Nullable: true, ""),
            new("Active", ColumnType.Boolean, Nullable: true, ""),
            new("Seen", ColumnType.DateTimeOffset, Nullable: true, ""),
            new("Spent", ColumnType.Duration, Nullable: true, ""),
            new("Day", ColumnType.Date, Nullable: true, ""),
        ],
        ["Name"]);

    static readonly DateTimeOffset Seen = new(2026, 10, 30, 8, 5, 0, TimeSpan.Zero);

    /// <summary>A text ⇶ its CSV field.</summary>
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData(" padded ", " padded ")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "a;b")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49", "\"'+49\"")]
    [InlineData("-5", "\"'-5\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("back\\slash", "back\\slash")]
    [InlineData("Zoë 🎉", "Zoë 🎉")]
    public void TextIsQuotedWhereItMustBeAndNeverAFormula(string text, string expected)
    {
        var table = Table((text, null, null, null, null, null, null));
        Assert.Equal($"n0,{expected},,,,,,\r\n", Write(new CsvRows(table, Columns()), 0));
    }

    [Fact]
    public void ValuesHaveTheFormsOfOData()
    {
        var table = Table(("x", -5, 0.50m, true, Seen, TimeSpan.FromMinutes(-90), new DateOnly(2026, 2, 1)), (null, null, null, null, null, null, null));
        Assert.Equal("n0,x,-5,0.50,true,2026-10-30T08:05:00Z,-PT1H30M,2026-02-01\r\n", Write(new CsvRows(table, Columns()), 0));
        Assert.Equal("n1,,,,,,,\r\n", Write(new CsvRows(table, Columns()), 1));
    }

    /// <summary>Representation ⇶ the object of a row with values and of one without.</summary>
    [Theory]
    [InlineData("none", "{\"Name\":\"n0\",\"Number\":5,\"Share\":0.5,\"Active\":false,\"Seen\":\"2026-10-30T08:05:00Z\"}", "{\"Name\":\"n1\",\"Number\":null,\"Share\":null,\"Active\":null,\"Seen\":null}")]
    [InlineData("none omit", "{\"Name\":\"n0\",\"Number\":5,\"Share\":0.5,\"Active\":false,\"Seen\":\"2026-10-30T08:05:00Z\"}", "{\"Name\":\"n1\"}")]
    [InlineData("none longs", "{\"Name\":\"n0\",\"Number\":\"5\",\"Share\":\"0.5\",\"Active\":false,\"Seen\":\"2026-10-30T08:05:00Z\"}", "{\"Name\":\"n1\",\"Number\":null,\"Share\":null,\"Active\":null,\"Seen\":null}")]
    [InlineData("full",
        "{\"@odata.type\":\"#Microsoft365Usage.Things\",\"@odata.id\":\"Things('n0')\",\"@odata.readLink\":\"Things('n0')\",\"Name\":\"n0\",\"Number@odata.type\":\"#Int64\",\"Number\":5,"
        + "\"Share@odata.type\":\"#Decimal\",\"Share\":0.5,\"Active\":false,\"Seen@odata.type\":\"#DateTimeOffset\",\"Seen\":\"2026-10-30T08:05:00Z\","
        + "\"Date@odata.associationLink\":\"Things('n0')/Date/$ref\",\"Date@odata.navigationLink\":\"Things('n0')/Date\"}",
        "{\"@odata.type\":\"#Microsoft365Usage.Things\",\"@odata.id\":\"Things('n1')\",\"@odata.readLink\":\"Things('n1')\",\"Name\":\"n1\",\"Number@odata.type\":\"#Int64\",\"Number\":null,"
        + "\"Share@odata.type\":\"#Decimal\",\"Share\":null,\"Active\":null,\"Seen@odata.type\":\"#DateTimeOffset\",\"Seen\":null,"
        + "\"Date@odata.associationLink\":\"Things('n1')/Date/$ref\",\"Date@odata.navigationLink\":\"Things('n1')/Date\"}")]
    [InlineData("full omit 4.01",
        "{\"@type\":\"#Microsoft365Usage.Things\",\"@id\":\"Things('n0')\",\"@readLink\":\"Things('n0')\",\"Name\":\"n0\",\"Number@type\":\"Int64\",\"Number\":5,"
        + "\"Share@type\":\"Decimal\",\"Share\":0.5,\"Active\":false,\"Seen@type\":\"DateTimeOffset\",\"Seen\":\"2026-10-30T08:05:00Z\","
        + "\"Date@associationLink\":\"Things('n0')/Date/$ref\",\"Date@navigationLink\":\"Things('n0')/Date\"}",
        "{\"@type\":\"#Microsoft365Usage.Things\",\"@id\":\"Things('n1')\",\"@readLink\":\"Things('n1')\",\"Name\":\"n1\",\"Date@associationLink\":\"Things('n1')/Date/$ref\",\"Date@navigationLink\":\"Things('n1')/Date\"}")]
    public void ObjectsHaveTheControlInformationAskedFor(string form, string filled, string empty)
    {
        var table = Table(("x", 5, 0.5m, false, Seen, null, null), (null, null, null, null, null, null, null));
        var representation = new Representation(form.StartsWith("full", StringComparison.Ordinal) ? MetadataLevel.Full : MetadataLevel.None, form.EndsWith("4.01", StringComparison.Ordinal), form.Contains("longs", StringComparison.Ordinal))
        {
            OmitNulls = form.Contains("omit", StringComparison.Ordinal),
        };
        var rows = new JsonRows(table, Columns("Name", "Number", "Share", "Active", "Seen"), representation, ["Date"]);
        Assert.Equal(filled, Write(rows, 0));
        Assert.Equal(empty, Write(rows, 1));
    }

    [Theory]
    [InlineData("a/b?c#d", "Things('a%2Fb%3Fc%23d')")]
    [InlineData("it's", "Things('it''s')")]
    [InlineData("Zoë \"Ø\"", "Things('Zo%C3%AB%20%22%C3%98%22')")]
    [InlineData("", "Things('')")]
    public void AnIdIsAUrl(string name, string expected)
    {
        var table = new TableBuilder(Schema).Add(name, null, null, null, null, null, null, null).Build();
        Assert.Equal($"{{\"@odata.id\":\"{expected}\",\"Text\":null}}", Write(new JsonRows(table, Columns("Text"), new Representation()), 0));
    }

    [Fact]
    public void ManyInstantsAreFormattedOneByOne()
    {
        var builder = new TableBuilder(Schema);
        for (var i = 0; i < 3; i++)
            builder.Add($"n{i}", null, null, null, null, Seen.AddTicks(i * 12_345_678_901L), TimeSpan.FromTicks(i * 98_765_432_101L), null);
        var table = builder.Build();
        Assert.Equal("n2,,,,,2026-10-30T08:46:09.1357802Z,PT5H29M13.0864202S,\r\n", Write(new CsvRows(table, Columns()), 2));
        Assert.Equal("{\"Seen\":\"2026-10-30T08:46:09.1357802Z\"}", Write(new JsonRows(table, Columns("Seen"), new Representation(MetadataLevel.None)), 2));
    }

    [Fact]
    public void ACellTakesNoMemoryOfItsOwn()
    {
        var table = Table(("=1+1", -5, 0.50m, true, Seen, null, new DateOnly(2026, 2, 1)), (null, null, null, null, null, null, null));
        RowWriter[] writers =
        [
            new CsvRows(table, Columns()),
            new JsonRows(table, Columns(), new Representation(MetadataLevel.Full), ["Date"]),
            new JsonRows(table, Columns(), new Representation() { OmitNulls = true }),
        ];
        var target = new byte[writers.Max(writer => writer.MaxBytes)];
        foreach (var writer in writers)
        {
            Round(writer);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
                Round(writer);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        void Round(RowWriter writer)
        {
            for (var row = 0; row < table.Count; row++)
                writer.Write(row, target);
        }
    }

    static string Write(RowWriter writer, int row)
    {
        var target = new byte[writer.MaxBytes];
        return Encoding.UTF8.GetString(target, 0, writer.Write(row, target));
    }

    static OutputColumn[] Columns(params string[] names) =>
        [.. (names.Length == 0 ? Schema.Columns.Select(column => column.Name) : names).Select(name => new OutputColumn(name, EdmTypes.Of(Schema.Columns[Schema.Ordinal(name)].Type), Schema.Ordinal(name)))];

    static Table Table(params (string? Text, long? Number, decimal? Share, bool? Active, DateTimeOffset? Seen, TimeSpan? Spent, DateOnly? Day)[] rows)
    {
        var builder = new TableBuilder(Schema);
        for (var i = 0; i < rows.Length; i++)
            builder.Add($"n{i}", rows[i].Text, rows[i].Number, rows[i].Share, rows[i].Active, rows[i].Seen, rows[i].Spent, rows[i].Day);
        return builder.Build();
    }
}
