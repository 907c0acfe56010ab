using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>What a request addresses.</summary>
enum ResourceKind
{
    /// <summary>Entities of a set, or what <c>$apply</c> makes of them.</summary>
    Collection,

    /// <summary>One entity, by key.</summary>
    Entity,

    /// <summary>The number of entities as plain text: <c>/$count</c>.</summary>
    Count,

    /// <summary>One property of an entity.</summary>
    Property,

    /// <summary>A property's raw value: <c>/Name/$value</c>.</summary>
    Value,

    /// <summary>The id of one entity: <c>Set(key)/$ref</c>.</summary>
    Reference,

    /// <summary>The ids of entities of a set: <c>Set/$ref</c>.</summary>
    References,
}

/// <summary>One key to sort by.</summary>
sealed record Ordering(Expression Expression, bool Descending)
{
    public override string ToString() => Descending ? $"{Expression} desc" : $"{Expression}";
}

/// <summary>One property of the answer. A name with slashes is within the object its first part names.</summary>
/// <param name="Ordinal">The column of the rows; -1 where <paramref name="Computed"/> is evaluated for the rows of the page.</param>
sealed record OutputColumn(string Name, EdmType Type, int Ordinal, Expression? Computed = null)
{
    /// <summary>The set whose key the value is: the property is answered as a reference to that entity. Null where it is a value.</summary>
    public TableSchema? Target { get; init; }

    /// <summary><c>$metadata</c> has the property with this type, so that a reader knows it.</summary>
    public bool Declared { get; init; } = true;

    public override string ToString() => $"{(Computed is null ? "" : $"{Computed} as ")}{Name}{(Target is null ? "" : "/$ref")}";
}

/// <summary>An object within each row: an expanded navigation property, null where it leads nowhere, or a joined entity.</summary>
/// <param name="Key">The key of the entity it leads to; null just where the object is.</param>
/// <param name="Target">The set of that entity.</param>
sealed record OutputObject(string Name, OutputColumn Key, TableSchema Target)
{
    /// <summary>What the object is, as a fragment of a context URL, where <c>$metadata</c> does not say so; else empty.</summary>
    public string Context { get; init; } = "";
}

/// <summary>A collection within each row: what <c>nest</c> made. They come behind all other properties.</summary>
/// <param name="Members">What is answered of its rows: a plan without steps.</param>
sealed record OutputCollection(string Name, int Ordinal, QueryPlan Members);

/// <summary>Where a path through a navigation property begins.</summary>
/// <param name="Entity">The plan of the entity that has the property.</param>
/// <param name="Navigation">The property.</param>
sealed record PathOrigin(QueryPlan Entity, NavigationSchema Navigation)
{
    public override string ToString() => $"({Entity})/{Navigation.Name}";
}

/// <summary>
/// What a request asks for, checked against the model; nothing of it depends on the rows. Immutable; <c>ToString</c> prints it
/// canonically. Can be run against any snapshot of the set.
/// </summary>
sealed record QueryPlan
{
    public required TableSchema Set { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>The key's values in key order, for a single entity that is addressed by it.</summary>
    public IReadOnlyList<Constant> Key { get; init; } = [];

    /// <summary>The entity whose navigation property leads to the one addressed; null where it is addressed by its key.</summary>
    public PathOrigin? Origin { get; init; }

    /// <summary>One entity is addressed, or something of it.</summary>
    public bool IsSingle => Key.Count > 0 || Origin is not null;

    /// <summary>What happens to the rows before they are counted: <c>$apply</c>, <c>$search</c>, <c>$filter</c>, lookups.</summary>
    public IReadOnlyList<Transformation> Steps { get; init; } = [];

    public IReadOnlyList<Ordering> OrderBy { get; init; } = [];

    public long Skip { get; init; }

    public long? Top { get; init; }

    /// <summary><c>$count=true</c>: the answer says how many rows match, whatever <c>$top</c> and <c>$skip</c> say.</summary>
    public bool Count { get; init; }

    /// <summary>The properties of the answer in order; those of one object stand together.</summary>
    public required IReadOnlyList<OutputColumn> Select { get; init; }

    /// <summary>
    /// The column with all dynamic properties, where those of each row are answered besides the ones selected; -1 where they are not.
    /// </summary>
    public int Dynamic { get; init; } = -1;

    /// <summary>The objects among them that may be null.</summary>
    public IReadOnlyList<OutputObject> Objects { get; init; } = [];

    /// <summary>The collections within each row.</summary>
    public IReadOnlyList<OutputCollection> Collections { get; init; } = [];

    /// <summary>Navigation properties selected by name: their links are asked for.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>What stands in parentheses behind the set in the context URL.</summary>
    public ContextList Context { get; init; } = new("", "");

    /// <summary>The rows are entities of the set, with ids; not what <c>$apply</c> made of them.</summary>
    public bool AreEntities { get; init; } = true;

    /// <summary>The plan holds the moment of the request and is good for it alone.</summary>
    public bool UsesNow { get; init; }

    /// <summary>The steps that planning took.</summary>
    public int Cost { get; init; }

    /// <summary>
    /// Tells this query from others, paging left aside, in every process alike: short and printable. Paging tokens carry it. It is made
    /// of the request as parsed rather than of the plan, which for <c>now()</c> is another one on each page.
    /// </summary>
    public string Signature { get; init; } = "";

    /// <summary>The other sets it reads: through navigation properties, and <c>$root</c>.</summary>
    public IEnumerable<string> Related => Lookups(Steps)
        .Concat(Origin is null ? [] : Origin.Entity.Related.Prepend(Origin.Entity.Set.Name))
        .Distinct()
        .Where(set => set != Set.Name);

    /// <summary>The entities it names by their keys, other than the one it addresses itself: where a path begins, and <c>$root</c>.</summary>
    public IEnumerable<(string Set, IReadOnlyList<Constant> Key)> NamedKeys => Roots(Steps)
        .Concat(Origin is null ? [] : Origin.Entity.Key.Count == 0 ? Origin.Entity.NamedKeys : Origin.Entity.NamedKeys.Append((Origin.Entity.Set.Name, Origin.Entity.Key)));

    static IEnumerable<(string Set, IReadOnlyList<Constant> Key)> Roots(IEnumerable<Transformation> steps) => steps.SelectMany(step => step switch
    {
        RootColumn root => [(root.Target, root.Key)],
        JoinRows join => Roots(join.Each),
        NestRows nest => nest.Branches.SelectMany(branch => Roots(branch.Steps)),
        TransformGroups groups => Roots(groups.Each),
        ConcatRows concat => concat.Branches.SelectMany(branch => Roots(branch.Steps)),
        _ => Enumerable.Empty<(string, IReadOnlyList<Constant>)>(),
    });

    static IEnumerable<string> Lookups(IEnumerable<Transformation> steps) => steps.SelectMany(step => step switch
    {
        RelateColumn relate => [relate.Target],
        RootColumn root => [root.Target],
        JoinRows join => [join.Target, .. Lookups(join.Each)],
        NestRows nest => nest.Branches.SelectMany(branch => Lookups(branch.Steps)),
        TransformGroups groups => Lookups(groups.Each),
        ConcatRows concat => concat.Branches.SelectMany(branch => Lookups(branch.Steps)),
        _ => Enumerable.Empty<string>(),
    });

    public override string ToString()
    {
        var parts = new List<string> { $"{Kind} {Set.Name}" };
        Add("from", $"{Origin}");
        Add("key", string.Join(',', Key));
        Add("steps", string.Join('/', Steps));
        Add("orderby", string.Join(',', OrderBy));
        Add("skip", Skip == 0 ? "" : $"{Skip}");
        Add("top", $"{Top}");
        Add("count", Count ? "true" : "");
        Add("select", string.Join(',', Select));
        Add("expand", string.Join(',', Objects.Select(entry => entry.Key)));
        return string.Join(" | ", parts);

        void Add(string name, string text)
        {
            if (text.Length > 0)
                parts.Add($"{name} {text}");
        }
    }
}
