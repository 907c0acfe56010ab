using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>A bound set transformation: rows in, rows out. Ordinals mean the columns of the rows that come in.</summary>
abstract record Transformation;

/// <summary>Keeps rows for which the condition is true.</summary>
sealed record FilterRows(Expression Condition) : Transformation
{
    public override string ToString() => $"filter({Condition})";
}

/// <summary>Appends a column to every row.</summary>
sealed record ComputeColumn(string Name, Expression Value) : Transformation
{
    public override string ToString() => $"compute({Value} as {Name})";
}

/// <summary>Appends a column of the entity that a navigation property leads to, null where it leads nowhere.</summary>
/// <param name="Own">The ordinal of the column whose value is the target's key.</param>
/// <param name="Ordinal">The ordinal within the target set.</param>
sealed record RelateColumn(string Name, int Own, string Target, int Ordinal) : Transformation
{
    public override string ToString() => $"relate({Name})";
}

/// <summary>Appends a column that has one cell of a known entity in every row: <c>$root/Set(key)/Property</c>; null where there is no such entity.</summary>
/// <param name="Ordinal">The ordinal within the target set.</param>
sealed record RootColumn(string Name, string Target, IReadOnlyList<Constant> Key, int Ordinal) : Transformation
{
    public override string ToString() => $"lookup({Name})";
}

/// <summary>Appends a column of one dynamic property, null where a row has none of that name.</summary>
/// <param name="Members">The ordinal of the column that holds all of them.</param>
sealed record DynamicColumn(string Name, int Members) : Transformation
{
    public override string ToString() => $"dynamic({Name})";
}

/// <summary>Sorts; stable.</summary>
sealed record OrderRows(IReadOnlyList<Ordering> Orderings) : Transformation
{
    public override string ToString() => $"orderby({string.Join(',', Orderings)})";
}

/// <summary>Leaves the first rows out, and of the rest all but the first.</summary>
sealed record SliceRows(long Skip, long Top) : Transformation
{
    public override string ToString() => Top == long.MaxValue ? $"skip({Skip})" : $"top({Top})";
}

/// <summary><c>topcount</c> and its siblings: the rows with the greatest or smallest values, up to a number, sum or percentage.</summary>
sealed record RankRows(RankMethod Method, decimal Amount, Expression Value) : Transformation
{
    public override string ToString() => $"{Method.ToString().ToLowerInvariant()}({Amount},{Value})";
}

enum AggregateMethod
{
    Sum,
    Min,
    Max,
    Average,
    CountDistinct,
    Count,
}

/// <summary>One aggregate: a method over an expression (none for <see cref="AggregateMethod.Count"/>), its result's name and type.</summary>
/// <param name="From">Groupings to aggregate within first, each with the method that aggregates its results (<c>from … with …</c>).</param>
sealed record Aggregate(string Name, AggregateMethod Method, Expression? Value, EdmType Type, IReadOnlyList<(IReadOnlyList<int> By, AggregateMethod Method, EdmType Type)> From)
{
    /// <summary>The type of what <see cref="Method"/> gives before anything is folded.</summary>
    public EdmType FirstType { get; init; } = Type;

    public override string ToString() => $"{(Value is null ? "$count" : $"{Value} with {Method.ToString().ToLowerInvariant()}")}{string.Concat(From.Select(from => $" from {string.Join(',', from.By)} with {from.Method.ToString().ToLowerInvariant()}"))} as {Name}";
}

/// <summary>
/// Groups rows by columns and aggregates each group; without columns all rows are one group. Several column lists are several levels
/// of a rollup, one after the other, all with the columns of the first.
/// </summary>
sealed record GroupRows(IReadOnlyList<IReadOnlyList<int>> Levels, IReadOnlyList<Aggregate> Aggregates, RowShape Output) : Transformation
{
    public override string ToString() => $"groupby({string.Join(';', Levels.Select(level => string.Join(',', level)))},{string.Join(',', Aggregates)})";
}

/// <summary>Groups rows by columns and runs transformations over each group.</summary>
sealed record TransformGroups(IReadOnlyList<IReadOnlyList<int>> Levels, IReadOnlyList<Transformation> Each, RowShape Inner, RowShape Output) : Transformation
{
    public override string ToString() => $"groupby({string.Join(';', Levels.Select(level => string.Join(',', level)))},{string.Join('/', Each)})";
}

/// <summary>Several transformations of the same rows, their results one after the other.</summary>
sealed record ConcatRows(IReadOnlyList<(IReadOnlyList<Transformation> Steps, RowShape Shape)> Branches, RowShape Output) : Transformation
{
    public override string ToString() => $"concat({string.Join(',', Branches.Select(branch => string.Join('/', branch.Steps)))})";
}

/// <summary>
/// Appends columns of the row that a navigation property leads to, as some transformations of its set leave it: null where it leads
/// nowhere or to a row that they filter out. Unless the join is an outer one, such rows are left out.
/// </summary>
/// <param name="Name">The object the columns are in.</param>
/// <param name="Own">The ordinal of the column whose value is the target's key.</param>
/// <param name="Each">What is done to the target's rows first; each row stands for itself in it.</param>
/// <param name="Columns">The ordinals of the columns, after that.</param>
sealed record JoinRows(string Name, int Own, string Target, IReadOnlyList<Transformation> Each, IReadOnlyList<int> Columns, bool Outer) : Transformation
{
    public override string ToString() => $"{(Outer ? "outerjoin" : "join")}({Target} as {Name}{string.Concat(Each.Select(step => $"/{step}"))})";
}

/// <summary>Makes one row of all, with the results of several transformations of them as collections.</summary>
sealed record NestRows(IReadOnlyList<(IReadOnlyList<Transformation> Steps, string Name)> Branches, RowShape Nested) : Transformation
{
    public override string ToString() => $"nest({string.Join(',', Branches.Select(branch => $"{string.Join('/', branch.Steps)} as {branch.Name}"))})";
}
