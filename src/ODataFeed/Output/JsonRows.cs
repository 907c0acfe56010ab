using System.Text;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Writes rows of a table as JSON objects.</summary>
sealed class JsonRows : RowWriter
{
    readonly CellWriter[] _cells;
    readonly EntityControl _control;

    /// <param name="navigation">Navigation properties of the table's entity type that are not expanded.</param>
    /// <param name="objects">Objects within a row that may be null.</param>
    /// <param name="transient">The rows are no entities of the set: they have no id.</param>
    public JsonRows(
        Table table,
        IReadOnlyList<OutputColumn> columns,
        Representation representation,
        IReadOnlyList<string>? navigation = null,
        IReadOnlyList<OutputObject>? objects = null,
        bool transient = false)
    {
        _control = new EntityControl(table, columns, representation, navigation ?? [], transient);
        _cells = Cells(table, columns, "", representation, objects ?? [], transient);
        MaxBytes = 2 + _control.MaxBytes + _cells.Sum(cell => cell.MaxBytes);
    }

    /// <summary>The cells of one object; columns whose names go deeper are those of an object within, and stand together.</summary>
    static CellWriter[] Cells(Table table, IEnumerable<OutputColumn> columns, string path, Representation representation, IReadOnlyList<OutputObject> objects, bool transient)
    {
        var cells = new List<CellWriter>();
        foreach (var group in columns.GroupBy(column => column.Name[path.Length..].Split('/')[0]))
        {
            var column = group.First();
            var inner = $"{path}{group.Key}";
            if (column.Name == inner)
            {
                cells.Add(CellWriter.Of(
                    table.Columns[column.Ordinal],
                    CellFrame.Property(group.Key, PropertyControl.Of(column, group.Key, representation), representation.OmitNulls),
                    representation.LongsAsText ? ValueNotation.JsonLongsAsText : ValueNotation.Json));
                continue;
            }

            var present = objects.FirstOrDefault(entry => entry.Name == inner);
            cells.Add(new ObjectCellWriter(
                CellFrame.Property(group.Key, "", representation.OmitNulls),
                Encoding.UTF8.GetBytes(Head(present, representation, transient)),
                Cells(table, group, inner + "/", representation, objects, transient),
                present is null ? null : table.Columns[present.Present]));
        }

        return [.. cells];
    }

    /// <summary>
    /// What an object begins with: its context and type, where the reader cannot tell which set it is of; or, as part of a path that rows were
    /// grouped by, the id that none of its set has.
    /// </summary>
    static string Head(OutputObject? entity, Representation representation, bool transient)
    {
        if (representation.Metadata != MetadataLevel.None && entity is { Context.Length: > 0 })
            return $",\"{representation.Prefix}context\":\"#{entity.Context}\",\"{representation.Prefix}type\":\"#{FeedModel.Namespace}.{entity.Set}\"";
        return entity is null && transient ? EntityControl.TransientId(representation) : "";
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
