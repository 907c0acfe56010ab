using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>Key predicates (OData part 2 §4.3.1): one value for a single key, named values for a composite one.</summary>
static class Keys
{
    /// <summary>The values in key order, converted to the key's types.</summary>
    public static IReadOnlyList<Constant> Bind(TableSchema set, IReadOnlyList<KeySyntax> written, Binder binder)
    {
        if (written is [{ Name: null } single] && set.Key.Count == 1)
            return [Value(set, set.Key[0], single, binder)];
        var names = set.Key.Select(ordinal => set.Columns[ordinal].Name).ToList();
        if (written.Count != names.Count || written.Any(part => part.Name is null) || written.DistinctBy(part => part.Name).Count() != names.Count)
            throw FeedErrors.InvalidKey(set, names);
        return [.. set.Key.Select(ordinal => Value(
            set,
            ordinal,
            written.FirstOrDefault(part => part.Name == set.Columns[ordinal].Name) ?? throw FeedErrors.InvalidKey(set, names),
            binder))];
    }

    /// <summary>The key written as segments, in key order; each is the plain text of a value (OData 4.01 part 2 §4.3.6).</summary>
    public static IReadOnlyList<Constant> OfSegments(ResourcePath path, IReadOnlyList<SegmentSyntax> segments, FeedModel model) =>
        [.. path.Set.Key.Zip(segments, (ordinal, segment) =>
        {
            var type = EdmTypes.Of(path.Set.Columns[ordinal].Type);
            return Literals.Read(segment.Text, type) is { } value ? new Constant(type, value) : throw FeedErrors.UnsupportedSegment(path, segment, model);
        })];

    static Constant Value(TableSchema set, int ordinal, KeySyntax part, Binder binder)
    {
        var column = set.Columns[ordinal];
        var type = EdmTypes.Of(column.Type);
        var value = binder.Bind(part.Value);
        var converted = value is Constant { Type: EdmType.Int64, Value: long number } && type == EdmType.Int32 && number is >= int.MinValue and <= int.MaxValue
            ? new Constant(type, number)
            : Coercion.Implicitly(value, type);
        return converted as Constant is { Value: not null } constant
            ? constant
            : throw FeedErrors.InvalidKeyValue(set, column.Name, type, part);
    }
}
