using System.Globalization;
using System.Text;
using System.Xml;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Ingest;

/// <summary>Files as Graph sent them to others: every header finds its column, every cell its value.</summary>
public sealed class WireFilesTests
{
    public static TheoryData<string, int> Files
    {
        get
        {
            var files = new TheoryData<string, int>();
            foreach (var (function, report) in Wire.Reports)
            {
                for (var i = 0; i < (report.Observed?.Count ?? 0); i++)
                    files.Add(function, i);
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task AFileSeenOnTheWireIsReadCellByCell(string function, int index)
    {
        var (report, wire) = (Reports.Of(function), Wire.Reports[function].Observed![index]);
        var schema = report.HistorySet is null ? TableSchema.Of(report) : TableSchema.OfHistory(report);
        var csv = "\uFEFF" + string.Concat(wire.Rows.Prepend(string.Join(',', wire.Headers)).Select(line => line + "\r\n"));

        var file = await CsvBody.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(csv)), new IngestTarget(schema, report, new DateOnly(2026, 8, 1), 30, new PrivacyOptions()), default);

        Assert.Equal((wire.Rows.Count, 0, 0), (file.RowsRead, file.BadCells, file.LeftOutRows));
        for (var row = 0; row < wire.Rows.Count; row++)
            AssertCells(report, wire.Headers, wire.Rows[row].Split(','), file, row);
    }

    static void AssertCells(Report report, IReadOnlyList<string> headers, string[] cells, IngestedFile file, int row)
    {
        Assert.Equal(headers.Count, cells.Length);
        for (var i = 0; i < cells.Length; i++)
        {
            if (report.FindColumn(headers[i]) is { } column)
                Assert.Equal(Value(column.Type, cells[i]), file.Rows[column.Name].GetObject(row) is "" ? null : file.Rows[column.Name].GetObject(row));
            else
                Assert.Contains(headers[i].Trim(), file.UnknownColumns);
        }
    }

    /// <summary>A cell's value by .NET's own parsers.</summary>
    static object? Value(ColumnType type, string cell) => (type, cell) switch
    {
        (_, "") => null,
        (ColumnType.String, _) => cell,
        (ColumnType.Boolean, _) => cell.ToUpperInvariant() is "TRUE" or "YES",
        (ColumnType.Int32, _) => int.Parse(cell, CultureInfo.InvariantCulture),
        (ColumnType.Int64, _) => long.Parse(cell, CultureInfo.InvariantCulture),
        (ColumnType.Decimal, _) => decimal.Parse(cell, CultureInfo.InvariantCulture),
        (ColumnType.Date, _) => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        (ColumnType.Duration, _) => XmlConvert.ToTimeSpan(cell),
        (ColumnType.DateTimeOffset, _) => DateTimeOffset.Parse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };
}
