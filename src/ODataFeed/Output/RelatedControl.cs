using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Control information of an expanded entity, by the rules of <see cref="EntityControl"/>.</summary>
static class RelatedControl
{
    /// <param name="columns">What is answered of the entity.</param>
    public static IEnumerable<CellWriter> Of(Table table, OutputObject entity, IReadOnlyList<OutputColumn> columns, Representation representation)
    {
        var (set, full) = (entity.Target, representation.Metadata == MetadataLevel.Full);
        var keyName = $"{entity.Name}/{set.Columns[set.Key[0]].Name}";
        if (!full && (representation.Metadata != MetadataLevel.Minimal || columns.Any(column => column.Name == keyName)))
            yield break;
        var type = full ? $",\"{representation.Prefix}type\":\"#{FeedModel.TypeName(set)}\"" : "";
        yield return Link($"{type},\"{representation.Prefix}id");
        if (full)
            yield return Link($",\"{representation.Prefix}readLink");

        LinkCellWriter Link(string member) => new(CellFrame.Of($"{member}\":\"{set.Name}(", ""), table.Columns[entity.Key.Ordinal], ")\"");
    }
}
