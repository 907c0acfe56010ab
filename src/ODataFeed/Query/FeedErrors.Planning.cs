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

    /// <summary>404 for what is not there, 400 for what cannot be there, 501 for what OData has and this feed has not.</summary>
    public static FeedException UnsupportedSegment(ResourcePath path, SegmentSyntax segment, FeedModel model) => segment.Kind switch
    {
        SegmentKind.Name => new(404, "UnknownResource", $"'{segment.Text}' leads nowhere from {path.Set.Name}.", segment.Text),
        SegmentKind.Qualified => WrongType(path.Set, segment.Name, segment.Text, model),
        SegmentKind.Value when path.Kind is ResourceKind.Collection or ResourceKind.Entity =>
            new(400, "InvalidPath", $"/$value goes with a property; {path.Set.Name} has no media entities.", segment.Text),
        SegmentKind.Ref => new(404, "UnknownResource", $"/$ref goes with entities and sets, not with {Addressed(path.Kind)}.", segment.Text),
        SegmentKind.Count or SegmentKind.Filter => new(400, "InvalidPath", $"/{segment.Name} goes with a collection, not with {Addressed(path.Kind)}.", segment.Text),
        SegmentKind.Each => new(501, NotImplemented, "The path segment '$each' is not supported: it changes the members of a collection, and this feed is read-only.", segment.Text),
        SegmentKind.Delta => new(501, NotImplemented, "The path segment '$delta' is not supported: this feed does not track changes.", segment.Text),
        _ => new(501, NotImplemented, $"The path segment '{segment.Text}' is not supported here.", segment.Text),
    };

    static FeedException WrongType(TableSchema set, string type, string text, FeedModel model) =>
        model.Sets.Any(other => other != set && FeedModel.TypeName(other) == type)
            ? new(404, "UnknownResource", $"No entity of {set.Name} is of type {type}; all are of type {FeedModel.TypeName(set)}.", text)
            : new(404, "UnknownResource", $"'{text}' leads nowhere from {set.Name}.{(type == FeedModel.TypeName(set) ? "" : DidYouMean(type, [FeedModel.TypeName(set)]))}", text);

    public static FeedException UnknownSet(string name, int position, FeedModel model) => model.MissingRight(name) is { } right
        ? Forbidden(name, right)
        : new(400, "UnknownResource", $"There is no entity set '{name}' (character {position + 1}).{DidYouMean(name, model.Sets.Select(set => set.Name))}", name);

    public static FeedException FilteredTwice() =>
        new(400, "OptionNotAllowed", "$filter does not go with /$filter(…)/$count; put both conditions into one place, joined by 'and'.", "$filter");

    public static FeedException IdMissing() =>
        new(400, "IdMissing", "$entity needs to know which one: add ?$id= and the id of an entity, absolute or relative to the service root, percent-encoded.", "$id");

    public static FeedException IdNotAllowed() =>
        new(400, "OptionNotAllowed", "$id goes with $entity only: $entity?$id=….", "$id");

    public static FeedException NoEntityId(string id) =>
        new(400, "InvalidId", $"'{Excerpt(id)}' is not the id of an entity; expected a set with a key, such as Dates(2026-10-28).", "$id");

    /// <param name="known">What there is to expand.</param>
    public static FeedException NoNavigation(string name, string set, int position, IEnumerable<string> known) =>
        new(400, "UnknownProperty", known.Any()
            ? $"{set} has no navigation property '{name}' (character {position + 1}).{DidYouMean(name, known)} Legal: {string.Join(", ", known)}."
            : $"{set} has no navigation property '{name}' (character {position + 1}), and no other one to expand.", name);

    public static FeedException ExpandedTwice(string name) =>
        new(400, "DuplicateExpand", $"{name} is expanded more than once; expand it once, with all options in one pair of parentheses.", name);

    public static FeedException ExpandSuffixNotAllowed(string set, ExpandSyntax item) => item.Suffix == ExpandSuffix.Count
        ? new(400, "OptionNotAllowed", $"/$count in $expand goes with a collection; {item.Path[0]} of {set} leads to one entity.", item.ToString())
        : new(400, "OptionNotAllowed", $"$value in $expand goes with media entities; {set} has none.", "$value");

    public static FeedException LevelsNotAllowed(string property, string target) =>
        new(400, "OptionNotAllowed", $"$levels goes with a property that leads to its own type again; {property} leads to {target}, which has no navigation properties.", "$levels");

    public static FeedException SelectOptionNotAllowed(string name) =>
        new(400, "OptionNotAllowed", $"Options in parentheses go with complex and collection properties in $select; {name} is neither.", name);

    public static FeedException EntityAsValue(string name, TableSchema target, int position) =>
        new(400, "TypeMismatch", $"{name} at character {position + 1} leads to an entity of {target.Name}, which has no value: compare it with null by 'eq' or 'ne', or name one of its properties, such as {name}/{target.Columns[0].Name}.", name);

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

    public static FeedException NoNavigation(string transformation, MemberSyntax found, IEnumerable<string> known) =>
        new(400, "TypeMismatch", $"{transformation} needs a navigation property ({string.Join(" or ", known)}); found {found.Name} at character {found.Position + 1}.", found.Name);

    public static FeedException NoCsvForm(string name) =>
        new(501, NotImplemented, $"The property {name} is a collection, for which CSV has no form. Ask for JSON, or for the collection's rows without nest.", name);

    /// <summary>Only navigation links are selected: CSV has no links, and no record without a field.</summary>
    public static FeedException NoCsvField() =>
        new(501, NotImplemented, "Nothing selected has a form in CSV, which has no links. Ask for JSON, or select a property that has a value.", "$select");

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
        ResourceKind.Count => "/$count, which takes only $apply, $filter and $search",
        ResourceKind.Property or ResourceKind.Value => "a single property",
        ResourceKind.Reference => "the reference to a single entity",
        ResourceKind.References => "references, which take $filter, $search, $orderby, $skip, $top and $count",
        _ => "a collection",
    };
}
