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

    /// <summary>A plan's key as it stands in a URL, values percent-encoded.</summary>
    public static string Text(QueryPlan plan)
    {
        var values = plan.Key.Select((value, part) => (Name: plan.Set.Columns[plan.Set.Key[part]].Name, Text: Value(value))).ToList();
        return values is [var single] ? single.Text : string.Join(',', values.Select(value => $"{value.Name}={value.Text}"));
    }

    static string Value(Constant value) => value.Type == EdmType.String
        ? $"'{Uri.EscapeDataString(((string)value.Value!).Replace("'", "''", StringComparison.Ordinal)).Replace("%27", "'", StringComparison.Ordinal)}'"
        : Uri.EscapeDataString(Literals.Write(value.Value!, value.Type));

    /// <summary>The key written as segments, in key order; each is the plain text of a value (OData 4.01 part 2 §4.3.6).</summary>
    public static IReadOnlyList<Constant> OfSegments(TableSchema set, IReadOnlyList<SegmentSyntax> segments) =>
        [.. set.Key.Zip(segments, (ordinal, segment) =>
        {
            var column = set.Columns[ordinal];
            var type = EdmTypes.Of(column.Type);
            return Literals.Read(segment.Text, type) is { } value ? new Constant(type, value) : throw FeedErrors.UnsupportedSegment(set, segment);
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
