namespace ODataFeed.Query.Syntax;

/// <summary>
/// A parsed common expression (OData ABNF <c>commonExpr</c>): names are not yet looked up, types not yet known.
/// <c>ToString</c> prints the tree fully parenthesised, for tests.
/// </summary>
/// <param name="Position">
/// Where it starts, in characters from the start of the decoded option value; of a path segment, where its name starts.
/// </param>
abstract record ExpressionSyntax(int Position)
{
    protected ExpressionSyntax(int position, int below)
        : this(position) => Height = below + 1;

    /// <summary>Levels of the tree from here down, at most <see cref="SyntaxLimits.Depth"/>: trees may be recursed over.</summary>
    public int Height { get; } = 1;

    protected static int Highest(IReadOnlyList<ExpressionSyntax> items)
    {
        var highest = 0;
        foreach (var item in items)
            highest = Math.Max(highest, item.Height);
        return highest;
    }
}

/// <summary>What a literal was written as; the binder may still read a string as another type.</summary>
enum LiteralKind
{
    Null,
    Boolean,
    Integer,
    Decimal,
    Double,
    String,
    Date,
    DateTimeOffset,
    TimeOfDay,
    Duration,
    Guid,
    Binary,
    Enum,
    Geo,
}

/// <summary>
/// A literal. <paramref name="Value"/> holds null, <see cref="bool"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="double"/>,
/// <see cref="string"/>, <see cref="DateOnly"/>, <see cref="System.DateTimeOffset"/>, <see cref="TimeOnly"/>, <see cref="TimeSpan"/>,
/// <see cref="System.Guid"/>, a byte array, or for enums and geography the text between the quotes.
/// <paramref name="Text"/> is the literal as written, with quotes and prefix.
/// </summary>
sealed record LiteralSyntax(LiteralKind Kind, object? Value, string Text, int Position) : ExpressionSyntax(Position)
{
    public override string ToString() => Text;
}

/// <summary>
/// A property, computed name or range variable, alone (<c>Teams</c>) or after a path (<c>Date/Year</c>); after a path also an
/// annotation, with its at sign (<c>Price/@Measures.Currency</c>).
/// </summary>
sealed record MemberSyntax(ExpressionSyntax? Source, string Name, int Position) : ExpressionSyntax(Position, Source?.Height ?? 0)
{
    public override string ToString() => Source is null ? Name : $"{Source}/{Name}";
}

/// <summary><c>$it</c>, <c>$this</c>, <c>$root</c>, or <c>$these</c> (Data Aggregation: the input set of a transformation).</summary>
sealed record VariableSyntax(string Name, int Position) : ExpressionSyntax(Position)
{
    public override string ToString() => Name;
}

/// <summary>A parameter alias, or an annotation of the instance, with its at sign: <c>@p</c>, <c>@Core.Messages</c>.</summary>
sealed record AliasSyntax(string Name, int Position) : ExpressionSyntax(Position)
{
    public override string ToString() => Name;
}

enum UnaryOperator
{
    Not,
    Negate,
}

/// <summary><c>not X</c> or <c>-X</c>.</summary>
sealed record UnarySyntax(UnaryOperator Operator, ExpressionSyntax Operand, int Position) : ExpressionSyntax(Position, Operand.Height)
{
    public override string ToString() => Operator == UnaryOperator.Not ? $"(not {Operand})" : $"(- {Operand})";
}

enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    LessThan,
    LessThanOrEqual,
    GreaterThan,
    GreaterThanOrEqual,
    Has,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideBy,
    Modulo,
}

/// <summary>Two operands and what stands between them; <paramref name="OperatorPosition"/> is where that is written.</summary>
sealed record BinarySyntax(BinaryOperator Operator, ExpressionSyntax Left, ExpressionSyntax Right, int OperatorPosition)
    : ExpressionSyntax(Left.Position, Math.Max(Left.Height, Right.Height))
{
    public override string ToString() => $"({Left} {Text(Operator)} {Right})";

    public static string Text(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "eq",
        BinaryOperator.NotEqual => "ne",
        BinaryOperator.LessThan => "lt",
        BinaryOperator.LessThanOrEqual => "le",
        BinaryOperator.GreaterThan => "gt",
        BinaryOperator.GreaterThanOrEqual => "ge",
        BinaryOperator.Has => "has",
        BinaryOperator.In => "in",
        BinaryOperator.Add => "add",
        BinaryOperator.Subtract => "sub",
        BinaryOperator.Multiply => "mul",
        BinaryOperator.Divide => "div",
        BinaryOperator.DivideBy => "divby",
        BinaryOperator.Modulo => "mod",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };
}

/// <summary>A list: the right side of <c>in</c> (<c>(1,2)</c>) or a JSON array literal (<c>[1,2]</c>).</summary>
sealed record ListSyntax(IReadOnlyList<ExpressionSyntax> Items, int Position) : ExpressionSyntax(Position, Highest(Items))
{
    public override string ToString() => $"({string.Join(',', Items)})";
}

/// <summary>A JSON object literal.</summary>
sealed record ObjectSyntax(IReadOnlyList<(string Name, ExpressionSyntax Value)> Members, int Position)
    : ExpressionSyntax(Position, Members.Select(member => member.Value.Height).DefaultIfEmpty().Max())
{
    public override string ToString() => $"{{{string.Join(',', Members.Select(member => $"{member.Name}:{member.Value}"))}}}";
}

/// <summary>
/// A function call, <c>contains(A,'x')</c>, also qualified or after a path; names keep their spelling.
/// A key behind a name looks the same and is one too: <c>$root/Dates(2024-01-01)</c>.
/// </summary>
sealed record CallSyntax(ExpressionSyntax? Source, string Name, IReadOnlyList<ExpressionSyntax> Arguments, int Position)
    : ExpressionSyntax(Position, Math.Max(Source?.Height ?? 0, Highest(Arguments)))
{
    public override string ToString() => $"{(Source is null ? "" : Source + "/")}{Name.ToLowerInvariant()}({string.Join(',', Arguments)})";
}

/// <summary>An argument with its name, in a call of a declared function or in a composite key: <c>Size=3</c>.</summary>
sealed record NamedArgumentSyntax(string Name, ExpressionSyntax Value, int Position) : ExpressionSyntax(Position, Value.Height)
{
    public override string ToString() => $"{Name}={Value}";
}

/// <summary><c>case(condition:value,…)</c>.</summary>
sealed record CaseSyntax(IReadOnlyList<(ExpressionSyntax Condition, ExpressionSyntax Value)> Branches, int Position)
    : ExpressionSyntax(Position, Branches.Max(branch => Math.Max(branch.Condition.Height, branch.Value.Height)))
{
    public override string ToString() => $"case({string.Join(',', Branches.Select(branch => $"{branch.Condition}:{branch.Value}"))})";
}

/// <summary><c>Path/any(x:predicate)</c>, <c>Path/all(…)</c>; <c>any()</c> has neither variable nor predicate.</summary>
sealed record LambdaSyntax(ExpressionSyntax Source, bool All, string? Variable, ExpressionSyntax? Predicate, int Position)
    : ExpressionSyntax(Position, Math.Max(Source.Height, Predicate?.Height ?? 0))
{
    public override string ToString() => $"{Source}/{(All ? "all" : "any")}({(Variable is null ? "" : $"{Variable}:{Predicate}")})";
}

/// <summary><c>Path/$count</c>, with <c>($filter=…;$search=…)</c> where given.</summary>
sealed record CountSyntax(ExpressionSyntax? Source, ExpressionSyntax? Filter, SearchSyntax? Search, int Position)
    : ExpressionSyntax(Position, Math.Max(Source?.Height ?? 0, Filter?.Height ?? 0))
{
    public override string ToString() => $"{Source}/$count{(Filter is null && Search is null ? "" : $"({Filter};{Search})")}";
}

/// <summary><c>Path/$filter(predicate)</c>: the members of a collection for which it is true.</summary>
sealed record FilteredSyntax(ExpressionSyntax Source, ExpressionSyntax Predicate, int Position)
    : ExpressionSyntax(Position, Math.Max(Source.Height, Predicate.Height))
{
    public override string ToString() => $"{Source}/$filter({Predicate})";
}

/// <summary>
/// <c>$these/aggregate(Amount with sum)</c> (Data Aggregation ABNF <c>collectionPathExpr</c>): one aggregate of a collection,
/// used as a value.
/// </summary>
sealed record AggregateValueSyntax(ExpressionSyntax Source, AggregateItemSyntax Aggregate, int Position)
    : ExpressionSyntax(Position, Math.Max(Source.Height, Aggregate.Expression?.Height ?? 0))
{
    public override string ToString() => $"{Source}/aggregate({Aggregate})";
}

/// <summary>A qualified name: a type in <c>cast</c>/<c>isof</c> (<c>Edm.String</c>) or a type-cast segment.</summary>
sealed record TypeSyntax(ExpressionSyntax? Source, string Name, int Position) : ExpressionSyntax(Position, Source?.Height ?? 0)
{
    public override string ToString() => Source is null ? Name : $"{Source}/{Name}";
}
