using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>What a resource path addresses.</summary>
/// <param name="Property">The ordinal of the property, or -1.</param>
sealed record ResourcePath(ResourceKind Kind, IReadOnlyList<Constant> Key, int Property)
{
    /// <summary>Reads the segments behind the set; <c>/$filter(…)</c> adds a step.</summary>
    public static ResourcePath Plan(TableSchema set, IReadOnlyList<SegmentSyntax> segments, Binder binder, List<Transformation> steps)
    {
        var path = segments[0].Key is { Count: > 0 } written
            ? new ResourcePath(ResourceKind.Entity, Keys.Bind(set, written, binder), -1)
            : new ResourcePath(ResourceKind.Collection, [], -1);
        for (var i = 1; i < segments.Count; i++)
            path = path.Next(set, segments, ref i, binder, steps);
        return path;
    }

    ResourcePath Next(TableSchema set, IReadOnlyList<SegmentSyntax> segments, ref int i, Binder binder, List<Transformation> steps)
    {
        var segment = segments[i];
        switch (Kind, segment.Kind)
        {
            case (ResourceKind.Collection, SegmentKind.Count):
                return this with { Kind = ResourceKind.Count };
            case (ResourceKind.Collection, SegmentKind.Filter):
                steps.Add(new FilterRows(binder.BindCondition(segment.Predicate!, "/$filter")));
                return this;
            case (ResourceKind.Collection, SegmentKind.Name) when segment.Key is null && segments.Count - i >= set.Key.Count:
                var key = Keys.OfSegments(set, [.. segments.Skip(i).Take(set.Key.Count)]);
                i += set.Key.Count - 1;
                return this with { Kind = ResourceKind.Entity, Key = key };
            case (ResourceKind.Entity, SegmentKind.Name) when segment.Key is null && set.Find(segment.Name) is >= 0 and var ordinal:
                return this with { Kind = ResourceKind.Property, Property = ordinal };
            case (ResourceKind.Property, SegmentKind.Value):
                return this with { Kind = ResourceKind.Value };
            default:
                throw FeedErrors.UnsupportedSegment(set, segment);
        }
    }
}
