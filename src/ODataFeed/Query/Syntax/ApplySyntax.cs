namespace ODataFeed.Query.Syntax;

/// <summary>A sequence of set transformations (OData Data Aggregation §3): the value of <c>$apply</c>, or a nested one.</summary>
sealed record ApplySyntax(IReadOnlyList<TransformationSyntax> Transformations)
{
    public override string ToString() => string.Join('/', Transformations);
}

/// <summary>One set transformation.</summary>
abstract record TransformationSyntax(int Position);

/// <summary><c>aggregate(…)</c>.</summary>
sealed record AggregateSyntax(IReadOnlyList<AggregateItemSyntax> Items, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"aggregate({string.Join(',', Items)})";
}

/// <summary>
/// One aggregate: <c>Expression with method from … as Name</c>, <c>$count as Name</c> (<paramref name="IsCount"/>; a path before
/// <c>/$count</c> is <paramref name="Expression"/>), or a custom aggregate (an expression without method).
/// For <c>Path(inner aggregates)</c> <paramref name="Nested"/> holds the inner ones.
/// </summary>
sealed record AggregateItemSyntax(
    ExpressionSyntax? Expression,
    bool IsCount,
    string? Method,
    IReadOnlyList<FromSyntax> From,
    IReadOnlyList<AggregateItemSyntax>? Nested,
    string? Name,
    int Position)
{
    public override string ToString() =>
        (IsCount ? Expression is null ? "$count" : $"{Expression}/$count" : $"{Expression}")
        + (Nested is null ? "" : $"({string.Join(',', Nested)})")
        + (Method is null ? "" : $" with {Method}")
        + string.Concat(From.Select(from => $" {from}"))
        + (Name is null ? "" : $" as {Name}");
}

/// <summary><c>from Grouping[,Grouping] with method</c>.</summary>
sealed record FromSyntax(IReadOnlyList<ExpressionSyntax> Groupings, string? Method, int Position)
{
    public override string ToString() => $"from {string.Join(',', Groupings)}{(Method is null ? "" : $" with {Method}")}";
}

/// <summary><c>groupby((A,B/C,rollup(…)),transformations)</c>.</summary>
sealed record GroupBySyntax(IReadOnlyList<GroupingSyntax> Groupings, ApplySyntax? Apply, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"groupby(({string.Join(',', Groupings)}){(Apply is null ? "" : $",{Apply}")})";
}

/// <summary>A grouping property, or <c>rollup(…)</c> over several (<paramref name="Rollup"/>; <c>$all</c> is a member of that name).</summary>
sealed record GroupingSyntax(IReadOnlyList<ExpressionSyntax> Properties, bool Rollup, int Position)
{
    public override string ToString() => Rollup ? $"rollup({string.Join(',', Properties)})" : $"{Properties[0]}";
}

sealed record FilterTransformationSyntax(ExpressionSyntax Predicate, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"filter({Predicate})";
}

sealed record SearchTransformationSyntax(SearchSyntax Search, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"search({Search})";
}

sealed record ComputeTransformationSyntax(IReadOnlyList<ComputeSyntax> Items, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"compute({string.Join(',', Items)})";
}

sealed record OrderByTransformationSyntax(IReadOnlyList<OrderBySyntax> Items, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"orderby({string.Join(',', Items)})";
}

sealed record SkipTransformationSyntax(long Count, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"skip({Count})";
}

sealed record TopTransformationSyntax(long Count, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"top({Count})";
}

sealed record IdentitySyntax(int Position) : TransformationSyntax(Position)
{
    public override string ToString() => "identity";
}

enum RankMethod
{
    TopCount,
    TopSum,
    TopPercent,
    BottomCount,
    BottomSum,
    BottomPercent,
}

/// <summary><c>topcount(3,Teams)</c> and its five siblings.</summary>
sealed record RankSyntax(RankMethod Method, ExpressionSyntax Amount, ExpressionSyntax Value, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"{Method.ToString().ToLowerInvariant()}({Amount},{Value})";
}

sealed record ConcatSyntax(IReadOnlyList<ApplySyntax> Sequences, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"concat({string.Join(',', Sequences)})";
}

/// <summary><c>join(Path as Name,transformations)</c> or <c>outerjoin(…)</c>.</summary>
sealed record JoinSyntax(bool Outer, ExpressionSyntax Path, string Name, ApplySyntax? Apply, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"{(Outer ? "outerjoin" : "join")}({Path} as {Name}{(Apply is null ? "" : $",{Apply}")})";
}

/// <summary><c>nest(transformations as Name,…)</c>, or with a path <c>addnested(Path,transformations as Name,…)</c>.</summary>
sealed record NestSyntax(ExpressionSyntax? Path, IReadOnlyList<(ApplySyntax Apply, string Name)> Items, int Position) : TransformationSyntax(Position)
{
    public override string ToString() =>
        $"{(Path is null ? "nest(" : $"addnested({Path},")}{string.Join(',', Items.Select(item => $"{item.Apply} as {item.Name}"))})";
}

/// <summary><c>expand(Path,filter(…),expand(…))</c> of the older drafts, or any other call: kept so that the planner can refuse it by name.</summary>
sealed record OtherTransformationSyntax(string Name, int Position) : TransformationSyntax(Position)
{
    public override string ToString() => $"{Name}(…)";
}
