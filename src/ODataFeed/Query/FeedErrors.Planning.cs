using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query;

/// <summary>Errors found while planning: the resource or an option does not go with what is addressed.</summary>
static partial class FeedErrors
{
    public static FeedException UnknownResource(SegmentSyntax segment, FeedModel model) => model.MissingRight(segment.Name) is { } right
        ? Forbidden(segment.Name, right)
        : new(404, "UnknownResource", $"There is no entity set '{segment.Name}'.{DidYouMean(segment.Name, model.Sets.Select(set => set.Name))} The service document lists all sets.", segment.Name);

    public static FeedException UnsupportedResource(SegmentSyntax segment) =>
        new(501, "NotImplemented", $"'{segment.Text}' is not supported here. The feed has a service document, $metadata and entity sets.", segment.Text);

    public static FeedException UnsupportedSegment(TableSchema set, SegmentSyntax segment) =>
        segment.Kind == SegmentKind.Name
            ? new(404, "UnknownResource", $"'{segment.Text}' leads nowhere from {set.Name}.", segment.Text)
            : new(501, "NotImplemented", $"The path segment '{segment.Text}' is not supported here.", segment.Text);

    public static FeedException OptionNotAllowed(string option, ResourceKind kind) =>
        new(400, "OptionNotAllowed", $"{option} does not go with {Addressed(kind)}.", option);

    public static FeedException NameTaken(string name, string set, int position) =>
        new(400, "NameTaken", $"The name '{name}' (character {position + 1}) is that of another property of {set} or of this result; choose another one behind 'as'.", name);

    public static FeedException AliasMissing(int position) =>
        new(400, "AliasMissing", $"The aggregate at character {position + 1} has no name; add 'as' and one: Teams with max as PeakTeams.", "$apply");

    public static FeedException MethodMissing(int position, string methods) =>
        new(400, "MethodMissing", $"The aggregate at character {position + 1} has no method; add 'with' and one of {methods}.", "$apply");

    public static FeedException ConflictingTypes(string name, EdmType left, EdmType right) =>
        new(400, "TypeMismatch", $"The parts of concat give '{name}' the types {left.Name()} and {right.Name()}, which do not go together; name one of them differently.", name);

    public static FeedException NestedOptionNotAllowed(string option, string property) =>
        new(400, "OptionNotAllowed", $"{option} does not go with {property}, which leads to one entity.", option);

    public static FeedException InvalidKey(TableSchema set, IReadOnlyList<string> names) =>
        new(400, "InvalidKey", $"{set.Name} is addressed by ({string.Join(',', names.Select(name => $"{name}=…"))}).", set.Name);

    public static FeedException InvalidKeyValue(TableSchema set, string column, EdmType type, KeySyntax part) =>
        new(400, "InvalidKey", $"The key property {column} of {set.Name} is of {type.Name()}; found '{part.Value}', expected for example {Example(type)}.", column);

    public static FeedException NoSuchEntity(QueryPlan plan) =>
        new(404, "NoSuchEntity", $"{plan.Set.Name} has no entity with that key.", plan.Set.Name);

    static string Addressed(ResourceKind kind) => kind switch
    {
        ResourceKind.Entity => "a single entity",
        ResourceKind.Count => "/$count, which takes only $filter and $search",
        ResourceKind.Property or ResourceKind.Value => "a single property",
        _ => "a collection",
    };
}
