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
    public JsonRows(
        Table table,
        IReadOnlyList<OutputColumn> columns,
        Representation representation,
        IReadOnlyList<string>? navigation = null,
        IReadOnlyList<OutputObject>? objects = null,
        string idPrefix = "")
    {
        _control = new EntityControl(table, columns, representation, navigation ?? []);
        _cells = Cells(table, columns, "", representation, objects ?? [], idPrefix);
        MaxBytes = 2 + _control.MaxBytes + _cells.Sum(cell => cell.MaxBytes);
    }

    /// <summary>The cells of one object; columns whose names go deeper are those of an object within, and stand together.</summary>
    static CellWriter[] Cells(
        Table table, IEnumerable<OutputColumn> columns, string path, Representation representation, IReadOnlyList<OutputObject> objects, string idPrefix)
    {
        var cells = new List<CellWriter>();
        foreach (var group in columns.GroupBy(column => column.Name[path.Length..].Split('/')[0]))
        {
            var column = group.First();
            var inner = $"{path}{group.Key}";
            if (column.Name == inner)
            {
                cells.Add(Cell(table, column, group.Key, representation, idPrefix));
                continue;
            }

            var expanded = objects.FirstOrDefault(entry => entry.Name == inner);
            var members = Cells(table, group, inner + "/", representation, objects, idPrefix);
            cells.Add(new ObjectCellWriter(
                CellFrame.Property(group.Key, "", representation.OmitNulls),
                expanded is null ? members : [.. RelatedControl.Of(table, expanded, [.. group], representation), .. members],
                expanded is null ? null : table.Columns[expanded.Key.Ordinal]));
        }

        return [.. cells];
    }

    static CellWriter Cell(Table table, OutputColumn column, string name, Representation representation, string idPrefix)
    {
        var values = table.Columns[column.Ordinal];
        if (column.Target is { } target)
        {
            var prefix = $",\"{name}\":{{\"{representation.Prefix}id\":\"{idPrefix}{target.Name}(";
            return new LinkCellWriter(CellFrame.Of(prefix, representation.OmitNulls ? "" : $",\"{name}\":null"), values, ")\"}");
        }

        return CellWriter.Of(
            values,
            CellFrame.Property(name, PropertyControl.Of(column, name, representation), representation.OmitNulls),
            representation.LongsAsText ? ValueNotation.JsonLongsAsText : ValueNotation.Json);
    }

    public override int MaxBytes { get; }

    public override int WriteMembers(int row, Span<byte> target)
    {
        var length = _control.WriteHead(row, target);
        foreach (var cell in _cells)
            length += cell.Write(row, target[length..]);
        return length + _control.WriteLinks(row, target[length..]);
    }
}
