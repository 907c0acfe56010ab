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
    public override string ToString() => Name;
}

/// <summary>An object within each row: an expanded navigation property, null where it leads nowhere.</summary>
/// <param name="Present">The column that is null just where the object is.</param>
sealed record OutputObject(string Name, int Present);

/// <summary>
/// What a request asks for, checked against the model; nothing of it depends on the rows. Immutable; <c>ToString</c> prints it
/// canonically. Can be run against any snapshot of the set.
/// </summary>
sealed record QueryPlan
{
    public required TableSchema Set { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>The key's values in key order, for a single entity.</summary>
    public IReadOnlyList<Constant> Key { get; init; } = [];

    /// <summary>What happens to the rows before they are counted: <c>$apply</c>, <c>$search</c>, <c>$filter</c>, lookups.</summary>
    public IReadOnlyList<Transformation> Steps { get; init; } = [];

    public IReadOnlyList<Ordering> OrderBy { get; init; } = [];

    public long Skip { get; init; }

    public long? Top { get; init; }

    /// <summary><c>$count=true</c>: the answer says how many rows match, whatever <c>$top</c> and <c>$skip</c> say.</summary>
    public bool Count { get; init; }

    /// <summary>The properties of the answer in order; those of one object stand together.</summary>
    public required IReadOnlyList<OutputColumn> Select { get; init; }

    /// <summary>The objects among them that may be null.</summary>
    public IReadOnlyList<OutputObject> Objects { get; init; } = [];

    /// <summary>What stands in parentheses behind the set in the context URL; empty where all declared properties are answered.</summary>
    public string ContextSelect { get; init; } = "";

    /// <summary>The rows are entities of the set, with ids; not what <c>$apply</c> made of them.</summary>
    public bool AreEntities { get; init; } = true;

    /// <summary>The plan holds the moment of the request and is good for it alone.</summary>
    public bool UsesNow { get; init; }

    /// <summary>The steps that planning took.</summary>
    public int Cost { get; init; }

    /// <summary>The other sets it reads, through navigation properties.</summary>
    public IEnumerable<string> Related => Lookups(Steps).Distinct();

    static IEnumerable<string> Lookups(IEnumerable<Transformation> steps) => steps.SelectMany(step => step switch
    {
        RelateColumn relate => [relate.Target],
        TransformGroups groups => Lookups(groups.Each),
        ConcatRows concat => concat.Branches.SelectMany(branch => Lookups(branch.Steps)),
        _ => Enumerable.Empty<string>(),
    });

    public override string ToString()
    {
        var parts = new List<string> { $"{Kind} {Set.Name}" };
        Add("key", string.Join(',', Key));
        Add("steps", string.Join('/', Steps));
        Add("orderby", string.Join(',', OrderBy));
        Add("skip", Skip == 0 ? "" : $"{Skip}");
        Add("top", $"{Top}");
        Add("count", Count ? "true" : "");
        Add("select", string.Join(',', Select));
        return string.Join(" | ", parts);

        void Add(string name, string text)
        {
            if (text.Length > 0)
                parts.Add($"{name} {text}");
        }
    }
}
