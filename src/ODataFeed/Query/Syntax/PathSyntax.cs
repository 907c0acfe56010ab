namespace ODataFeed.Query.Syntax;

/// <summary>What one segment of a resource path is.</summary>
enum SegmentKind
{
    /// <summary>A name, with a key where one is given: an entity set, a property, or a key written as a segment.</summary>
    Name,

    /// <summary>A qualified name: a type cast or a bound function.</summary>
    Qualified,
    Metadata,
    Batch,
    Count,
    Value,
    Ref,
    Query,
    Entity,
    All,
    Each,
    Delta,

    /// <summary><c>$crossjoin(A,B)</c>; the names are in <see cref="SegmentSyntax.Names"/>.</summary>
    CrossJoin,

    /// <summary><c>$filter(expression)</c>.</summary>
    Filter,
}

/// <summary>One part of a key predicate: <c>Name=value</c>, or only the value.</summary>
sealed record KeySyntax(string? Name, ExpressionSyntax Value, int Position)
{
    public override string ToString() => Name is null ? $"{Value}" : $"{Name}={Value}";
}

/// <summary>One segment of a resource path, percent-decoded. <paramref name="Text"/> is the decoded segment as written.</summary>
sealed record SegmentSyntax(SegmentKind Kind, string Name, string Text, int Position)
{
    /// <summary>The key in parentheses; null where none is given, empty for <c>()</c>.</summary>
    public IReadOnlyList<KeySyntax>? Key { get; init; }

    /// <summary>The entity sets of a <c>$crossjoin</c>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The predicate of a <c>/$filter(…)</c> segment.</summary>
    public ExpressionSyntax? Predicate { get; init; }

    public override string ToString() => Kind switch
    {
        SegmentKind.Filter => $"$filter({Predicate})",
        SegmentKind.CrossJoin => $"$crossjoin({string.Join(',', Names)})",
        _ => Name + (Key is null ? "" : $"({string.Join(',', Key)})"),
    };
}

/// <summary>A resource path below the service root; no segments is the service document.</summary>
sealed record PathSyntax(IReadOnlyList<SegmentSyntax> Segments)
{
    public override string ToString() => string.Join('/', Segments);
}
