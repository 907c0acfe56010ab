using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Writes rows of a table as JSON objects.</summary>
sealed class JsonRows : JsonObjects
{
    readonly CellWriter[] _cells;
    readonly EntityControl _control;

    /// <param name="navigation">Navigation properties of the table's entity type that are not expanded.</param>
    /// <param name="objects">Objects within a row that may be null.</param>
    /// <param name="idPrefix">What ids of references begin with.</param>
    /// <param name="transient">The rows are no entities of the set: they have no id.</param>
    /// <param name="dynamic">Writes the properties that a row has besides; null where there are none.</param>
    public JsonRows(
        Table table,
        IReadOnlyList<OutputColumn> columns,
        Representation representation,
        IReadOnlyList<string>? navigation = null,
        IReadOnlyList<OutputObject>? objects = null,
        string idPrefix = "",
        bool transient = false,
        CellWriter? dynamic = null)
    {
        _control = new EntityControl(table, columns, representation, navigation ?? [], transient);
        _cells = new ObjectCells(table, representation, objects ?? [], idPrefix, transient).Of(columns, "");
        if (dynamic is not null)
            _cells = [.. _cells, dynamic];
        MaxBytes = 2 + _control.MaxBytes + _cells.Sum(cell => cell.MaxBytes);
    }

    public override int MaxBytes { get; }

    protected override void Prepare(RowBatch rows)
    {
        _control.Prepare(rows);
        foreach (var cell in _cells)
            cell.Prepare(rows);
    }

    public override int WriteMembers(int row, Span<byte> target)
    {
        var length = _control.WriteHead(row, target);
        foreach (var cell in _cells)
            length += cell.Write(row, target[length..]);
        return length + _control.WriteLinks(row, target[length..]);
    }
}
