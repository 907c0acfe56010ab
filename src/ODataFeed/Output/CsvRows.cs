using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Writes rows of a table as CSV records (RFC 4180).</summary>
sealed class CsvRows : RowWriter
{
    readonly CellWriter[] _cells;

    public CsvRows(Table table, IReadOnlyList<OutputColumn> columns)
    {
        // A record of one empty field would be an empty line, which readers skip.
        var lone = columns.Count == 1;
        _cells = [.. columns.Select((column, i) => CellWriter.Of(
            table.Columns[column.Ordinal],
            CellFrame.Of(i == 0 ? "" : ",", i > 0 ? "," : lone ? "\"\"" : ""),
            ValueNotation.Csv))];
        MaxBytes = 2 + _cells.Sum(cell => cell.MaxBytes);
    }

    public override int MaxBytes { get; }

    protected override bool Separated => false;

    public override int Write(int row, Span<byte> target)
    {
        var length = 0;
        foreach (var cell in _cells)
            length += cell.Write(row, target[length..]);
        target[length++] = (byte)'\r';
        target[length++] = (byte)'\n';
        return length;
    }
}
