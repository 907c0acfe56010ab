using ODataFeed.Query.Execution;
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
        _cells = CellRuns.Of(columns.Select((column, i) => Cell(table.Columns[column.Ordinal], column, i == 0 ? "" : ",", i > 0 ? "," : lone ? "\"\"" : "")));
        MaxBytes = 2 + _cells.Sum(cell => cell.MaxBytes);
    }

    /// <summary>A reference is the URL, whose characters need no quotes.</summary>
    static CellWriter Cell(Column values, OutputColumn column, string prefix, string @null) => column.Target is { } target
        ? new LinkCellWriter(CellFrame.Of($"{prefix}{target.Name}(", @null), values, ")")
        : CellWriter.Of(values, CellFrame.Of(prefix, @null), ValueNotation.Csv);

    public override int MaxBytes { get; }

    protected override bool Separated => false;

    protected override void Prepare(RowBatch rows)
    {
        foreach (var cell in _cells)
            cell.Prepare(rows);
    }

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
