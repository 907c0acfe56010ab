using System.Text;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Makes the cell writers of an answer's objects: a row's own, and those within it.</summary>
/// <param name="objects">Objects within a row that may be null.</param>
/// <param name="idPrefix">What ids of references begin with.</param>
/// <param name="transient">The rows are no entities of the set: they have no id.</param>
sealed class ObjectCells(Table table, Representation representation, IReadOnlyList<OutputObject> objects, string idPrefix, bool transient)
{
    /// <summary>The cells of one object; columns whose names go deeper are those of an object within, and stand together.</summary>
    /// <param name="path">What the names begin with: the object's own, with a slash behind.</param>
    public CellWriter[] Of(IEnumerable<OutputColumn> columns, string path)
    {
        var cells = new List<CellWriter>();
        foreach (var group in columns.GroupBy(column => column.Name[path.Length..].Split('/')[0]))
        {
            var first = group.First();
            cells.Add(first.Name == path + group.Key ? Value(first, group.Key) : Object(group.Key, path + group.Key, [.. group]));
        }

        return CellRuns.Of(cells);
    }

    CellWriter Value(OutputColumn column, string name)
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

    ObjectCellWriter Object(string name, string path, IReadOnlyList<OutputColumn> columns)
    {
        var members = Of(columns, path + "/");
        var frame = CellFrame.Property(name, "", representation.OmitNulls);
        return objects.FirstOrDefault(entry => entry.Name == path) is not { } entity
            ? new ObjectCellWriter(frame, Encoding.UTF8.GetBytes(transient ? EntityControl.TransientId(representation) : ""), members, null)
            : new ObjectCellWriter(
                frame,
                Encoding.UTF8.GetBytes(Head(entity)),
                [.. RelatedControl.Of(table, entity, columns, representation), .. members],
                table.Columns[entity.Key.Ordinal]);
    }

    /// <summary>The context and type of an object of which the reader cannot tell which set it is of.</summary>
    string Head(OutputObject entity)
    {
        if (representation.Metadata == MetadataLevel.None || entity.Context.Length == 0)
            return "";
        var context = $",\"{representation.Prefix}context\":\"#{entity.Context}\"";

        // With full metadata every entity says its type.
        return representation.Metadata == MetadataLevel.Full ? context : $"{context},\"{representation.Prefix}type\":\"#{FeedModel.TypeName(entity.Target)}\"";
    }
}
