namespace ODataFeed.Query.Syntax;

/// <summary>
/// The words that stand between two operands, and how tightly they bind (OData 4.01 part 2 §5.1.1.16, from the bottom of its table).
/// </summary>
static class Operators
{
    public const int Equality = 3;
    const int Relational = 4;
    const int Additive = 5;
    const int Multiplicative = 6;

    /// <summary>
    /// <c>has</c> and <c>in</c> are listed with navigation and calls: above <c>not</c>, the minus sign and all arithmetic.
    /// </summary>
    public const int Primary = 8;

    const int LongestWord = 5;

    /// <summary>Operator names are case-insensitive since 4.01.</summary>
    public static bool TryRead(ReadOnlySpan<char> word, out BinaryOperator @operator)
    {
        Span<char> lower = stackalloc char[LongestWord];
        @operator = default;
        if (word.Length is < 2 or > LongestWord)
            return false;
        lower = lower[..word.ToLowerInvariant(lower)];
        BinaryOperator? found = lower switch
        {
            "or" => BinaryOperator.Or,
            "and" => BinaryOperator.And,
            "eq" => BinaryOperator.Equal,
            "ne" => BinaryOperator.NotEqual,
            "lt" => BinaryOperator.LessThan,
            "le" => BinaryOperator.LessThanOrEqual,
            "gt" => BinaryOperator.GreaterThan,
            "ge" => BinaryOperator.GreaterThanOrEqual,
            "has" => BinaryOperator.Has,
            "in" => BinaryOperator.In,
            "add" => BinaryOperator.Add,
            "sub" => BinaryOperator.Subtract,
            "mul" => BinaryOperator.Multiply,
            "div" => BinaryOperator.Divide,
            "divby" => BinaryOperator.DivideBy,
            "mod" => BinaryOperator.Modulo,
            _ => null,
        };
        @operator = found.GetValueOrDefault();
        return found is not null;
    }

    public static int Precedence(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And => 2,
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality,
        BinaryOperator.LessThan or BinaryOperator.LessThanOrEqual or BinaryOperator.GreaterThan or BinaryOperator.GreaterThanOrEqual =>
            Relational,
        BinaryOperator.Add or BinaryOperator.Subtract => Additive,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.DivideBy or BinaryOperator.Modulo => Multiplicative,
        _ => Primary,
    };
}
