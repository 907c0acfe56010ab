using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>What a resource path addresses, read segment by segment.</summary>
/// <param name="Set">The set of the entities addressed, at the end of the path.</param>
/// <param name="Shape">Its columns.</param>
/// <param name="Steps">What the path does to the rows: <c>/$filter(…)</c>.</param>
/// <param name="Key">The key of the entity addressed; empty for a collection, and behind a navigation property.</param>
/// <param name="Property">The ordinal of the property, or -1.</param>
/// <param name="Origin">The entity whose navigation property was followed last.</param>
sealed record ResourcePath(
    TableSchema Set, RowShape Shape, List<Transformation> Steps, ResourceKind Kind, IReadOnlyList<Constant> Key, int Property = -1, PathOrigin? Origin = null)
{
    /// <summary>Reads a path that begins with an entity set.</summary>
    public static ResourcePath Plan(TableSchema set, IReadOnlyList<SegmentSyntax> segments, BindingContext context)
    {
        var path = new ResourcePath(set, RowShape.Of(set), [], ResourceKind.Collection, []);
        if (segments[0].Key is { Count: > 0 } key)
            path = path.Keyed(key, context);
        for (var i = 1; i < segments.Count; i++)
            path = path.Next(segments, ref i, context);
        return path;
    }

    ResourcePath Next(IReadOnlyList<SegmentSyntax> segments, ref int i, BindingContext context)
    {
        var segment = segments[i];
        switch (Kind, segment.Kind)
        {
            case (ResourceKind.Collection, SegmentKind.Count):
                return this with { Kind = ResourceKind.Count };
            case (ResourceKind.Collection, SegmentKind.Ref):
                return this with { Kind = ResourceKind.References };
            case (ResourceKind.Entity, SegmentKind.Ref):
                return this with { Kind = ResourceKind.Reference };
            case (ResourceKind.Collection, SegmentKind.Filter):
                Steps.Add(new FilterRows(new Binder(Shape, context, Steps).BindCondition(segment.Predicate!, "/$filter")));
                return this;
            case (ResourceKind.Collection or ResourceKind.Entity, SegmentKind.Qualified) when segment.Name == FeedModel.TypeName(Set):
                return segment.Key is not { Count: > 0 } key ? this
                    : Kind == ResourceKind.Collection ? Keyed(key, context)
                    : throw FeedErrors.UnsupportedSegment(this, segment, context.Model);
            case (ResourceKind.Collection, SegmentKind.Name or SegmentKind.Qualified) when segment.Key is null && IsKey(segments.Skip(i).Take(Set.Key.Count)):
                var values = Keys.OfSegments(this, [.. segments.Skip(i).Take(Set.Key.Count)], context.Model);
                i += Set.Key.Count - 1;
                return this with { Kind = ResourceKind.Entity, Key = values };
            case (ResourceKind.Entity, SegmentKind.Name) when segment.Key is null && segment.Name != DynamicProperties.Column && Set.Find(segment.Name) is >= 0 and var ordinal:
                return this with { Kind = ResourceKind.Property, Property = ordinal };
            case (ResourceKind.Entity, SegmentKind.Name) when segment.Key is null && Set.Navigation(segment.Name) is { } navigation:
                return Follow(navigation, context.Model);
            case (ResourceKind.Entity, SegmentKind.Name) when segment.Key is null && Shape.Dynamic(segment.Name, Steps) is >= 0 and var ordinal:
                return this with { Kind = ResourceKind.Property, Property = ordinal };
            case (ResourceKind.Property, SegmentKind.Value):
                return this with { Kind = ResourceKind.Value };
            default:
                throw FeedErrors.UnsupportedSegment(this, segment, context.Model);
        }
    }

    ResourcePath Keyed(IReadOnlyList<KeySyntax> key, BindingContext context) =>
        this with { Kind = ResourceKind.Entity, Key = Keys.Bind(Set, key, new Binder(Shape, context, Steps)) };

    /// <summary>Whether segments can be a key written as such: each is the plain text of a value (OData 4.01 part 2 §4.3.6).</summary>
    bool IsKey(IEnumerable<SegmentSyntax> segments) =>
        segments.Count(segment => segment.Kind is SegmentKind.Name or SegmentKind.Qualified) == Set.Key.Count;

    ResourcePath Follow(NavigationSchema navigation, FeedModel model)
    {
        var target = model.Find(navigation.Target)!;
        var entity = new QueryPlan { Set = Set, Kind = ResourceKind.Entity, Key = Key, Steps = Steps, Origin = Origin, Select = [] };
        return new ResourcePath(target, RowShape.Of(target), [], ResourceKind.Entity, [], Origin: new PathOrigin(entity, navigation));
    }
}
