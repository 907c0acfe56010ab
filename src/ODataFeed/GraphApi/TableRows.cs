using GraphSimulator.Rows;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.GraphApi;

/// <summary>Reads rows of a table as report cells. Text is copied into a buffer that the next row reuses.</summary>
/// <param name="period">What the Report Period column shows where a trend is cut or one day is asked for; null leaves the stored value.</param>
sealed class TableRows(Report report, Table table, int[] rows, long? period) : ReportRows
{
    readonly (ReportColumn Column, Column? Cells)[] _columns =
        [.. report.Columns.Where(column => !column.Generated).Select(column => (column, table.Schema.Find(column.Name) is >= 0 and var ordinal ? table.Columns[ordinal] : null))];

    byte[] _text = new byte[1024];
    int _used;
    int _next;

    public override bool Read(Span<Cell> cells)
    {
        if (_next == rows.Length)
            return false;
        _used = 0;
        var row = rows[_next++];
        for (var i = 0; i < _columns.Length; i++)
            cells[i] = CellOf(_columns[i].Column, _columns[i].Cells, row);
        return true;
    }

    public override int Skip(int count, Span<Cell> cells)
    {
        var skipped = Math.Min(count, rows.Length - _next);
        _next += skipped;
        return skipped;
    }

    Cell CellOf(ReportColumn column, Column? cells, int row)
    {
        if (period is { } asked && column.Name == Report.ReportPeriod)
            return Cell.Integer(asked);
        if (cells is null)
            return Cell.Null;
        var code = cells.Codes[row];
        return (cells, column.Type) switch
        {
            _ when code == 0 => Cell.Null,
            (TextColumn texts, _) => TextOf(texts, (int)code),
            (DecimalColumn decimals, _) => Cell.Decimal(decimals.ValueOf(code)),
            (NumberColumn numbers, ColumnType.Boolean) => Cell.Boolean(numbers.ValueOf(code) != 0),
            (NumberColumn numbers, ColumnType.Date) => Cell.Date(DateOnly.FromDayNumber((int)numbers.ValueOf(code))),
            (NumberColumn numbers, ColumnType.DateTimeOffset) => Cell.Instant(new DateTimeOffset(numbers.ValueOf(code), TimeSpan.Zero)),
            (NumberColumn numbers, ColumnType.Duration) => Cell.Duration(new TimeSpan(numbers.ValueOf(code))),
            (NumberColumn numbers, _) => Cell.Integer(numbers.ValueOf(code)),
            _ => throw new InvalidOperationException($"No cell of a {cells.GetType().Name}."),
        };
    }

    Cell TextOf(TextColumn texts, int code)
    {
        var inner = texts.Dictionary.Values[code][1..^1];
        if (inner.Contains((byte)'\\'))
            return Cell.Text(texts.Dictionary.Text(code));

        // A cell made before keeps the old buffer, so growing it mid-row is safe.
        if (_text.Length - _used < inner.Length)
            (_text, _used) = (new byte[Math.Max(_text.Length * 2, inner.Length)], 0);
        inner.CopyTo(_text.AsSpan(_used));
        var cell = Cell.Utf8(_text, _used, inner.Length);
        _used += inner.Length;
        return cell;
    }
}
