using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Writes rows of a table as JSON objects.</summary>
sealed class JsonRows : RowWriter
{
    readonly CellWriter[] _cells;
    readonly EntityControl _control;

    /// <param name="navigation">Navigation properties of the table's entity type that are not expanded.</param>
    public JsonRows(Table table, IReadOnlyList<OutputColumn> columns, Representation representation, IReadOnlyList<string>? navigation = null)
    {
        var notation = representation.LongsAsText ? ValueNotation.JsonLongsAsText : ValueNotation.Json;
        _control = new EntityControl(table, columns, representation, navigation ?? []);
        _cells = [.. columns.Select(column => CellWriter.Of(
            table.Columns[column.Ordinal],
            CellFrame.Property(column.Name, PropertyControl.Of(column, representation), representation.OmitNulls),
            notation))];
        MaxBytes = 2 + _control.MaxBytes + _cells.Sum(cell => cell.MaxBytes);
    }

    public override int MaxBytes { get; }

    protected override bool Separated => true;

    public override int Write(int row, Span<byte> target)
    {
        // The comma before the first member makes room for the brace; without members there is no comma.
        var length = Math.Max(1, WriteMembers(row, target));
        target[0] = (byte)'{';
        target[length++] = (byte)'}';
        return length;
    }

    /// <summary>Writes the members of a row's object, each with the comma before it, and returns their length.</summary>
    public int WriteMembers(int row, Span<byte> target)
    {
        var length = _control.WriteHead(row, target);
        foreach (var cell in _cells)
            length += cell.Write(row, target[length..]);
        return length + _control.WriteLinks(row, target[length..]);
    }
}
