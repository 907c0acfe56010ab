using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>What a request addresses.</summary>
enum ResourceKind
{
    /// <summary>Entities of a set.</summary>
    Collection,

    /// <summary>One entity, by key.</summary>
    Entity,

    /// <summary>The number of entities as plain text: <c>/$count</c>.</summary>
    Count,
}

/// <summary>One key to sort by.</summary>
sealed record Ordering(Expression Expression, bool Descending)
{
    public override string ToString() => Descending ? $"{Expression} desc" : $"{Expression}";
}

/// <summary>One property of the answer.</summary>
sealed record OutputColumn(string Name, EdmType Type, int Ordinal)
{
    public override string ToString() => Name;
}

/// <summary>
/// What a request asks for, checked against the model; nothing of it depends on the rows. Immutable; <c>ToString</c> prints it
/// canonically. Can be run against any snapshot of the set.
/// </summary>
sealed record QueryPlan
{
    public required TableSchema Set { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>The key's values in key order, for <see cref="ResourceKind.Entity"/>.</summary>
    public IReadOnlyList<Constant> Key { get; init; } = [];

    public Expression? Filter { get; init; }

    public IReadOnlyList<Ordering> OrderBy { get; init; } = [];

    public long Skip { get; init; }

    public long? Top { get; init; }

    /// <summary><c>$count=true</c>: the answer says how many rows match, whatever <c>$top</c> and <c>$skip</c> say.</summary>
    public bool Count { get; init; }

    /// <summary>The properties of the answer in order.</summary>
    public required IReadOnlyList<OutputColumn> Select { get; init; }

    /// <summary>The answer holds all properties because none was selected; the context URL says so.</summary>
    public bool SelectsAll { get; init; }

    /// <summary>The plan holds the moment of the request and is good for it alone.</summary>
    public bool UsesNow { get; init; }

    public override string ToString()
    {
        var parts = new List<string> { $"{Kind} {Set.Name}" };
        Add("key", string.Join(',', Key));
        Add("filter", $"{Filter}");
        Add("orderby", string.Join(',', OrderBy));
        Add("skip", Skip == 0 ? "" : $"{Skip}");
        Add("top", $"{Top}");
        Add("count", Count ? "true" : "");
        Add("select", SelectsAll ? "*" : string.Join(',', Select));
        return string.Join(" | ", parts);

        void Add(string name, string text)
        {
            if (text.Length > 0)
                parts.Add($"{name} {text}");
        }
    }
}
