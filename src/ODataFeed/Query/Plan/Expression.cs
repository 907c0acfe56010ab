using System.Globalization;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>
/// A bound expression: names are looked up, types known, conversions explicit. Immutable; <c>ToString</c> prints it canonically, so
/// that two requests meaning the same print the same.
/// </summary>
abstract record Expression(EdmType Type)
{
    /// <summary>What the expression is made of.</summary>
    public virtual IEnumerable<Expression> Operands => [];

    /// <summary>Whether the value can be null at all; comparisons never are.</summary>
    public virtual bool CanBeNull => true;
}

/// <summary>
/// A literal or a folded constant. <paramref name="Value"/> is null, <see cref="bool"/>, <see cref="long"/> (also Date as day number,
/// TimeOfDay, DateTimeOffset and Duration as ticks), <see cref="decimal"/>, <see cref="double"/> or <see cref="string"/> (also Guid).
/// </summary>
sealed record Constant(EdmType Type, object? Value) : Expression(Type)
{
    public override bool CanBeNull => Value is null;

    public override string ToString() => Value switch
    {
        null => "null",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool boolean => boolean ? "true" : "false",
        _ => Convert.ToString(Value, CultureInfo.InvariantCulture)! + (Type.IsNumber() ? "" : $":{Type}"),
    };
}

/// <summary>A column of the rows at hand.</summary>
sealed record ColumnReference(EdmType Type, int Ordinal, string Name, bool Nullable) : Expression(Type)
{
    public override bool CanBeNull => Nullable;

    public override string ToString() => Name;
}

/// <summary>Arithmetic on two operands of the types the operator takes; see <see cref="Coercion"/>.</summary>
sealed record Arithmetic(EdmType Type, BinaryOperator Operator, Expression Left, Expression Right) : Expression(Type)
{
    public override IEnumerable<Expression> Operands => [Left, Right];

    public override string ToString() => $"({Left} {BinarySyntax.Text(Operator)} {Right})";
}

/// <summary><c>-X</c>.</summary>
sealed record Negation(Expression Operand) : Expression(Operand.Type)
{
    public override IEnumerable<Expression> Operands => [Operand];

    public override string ToString() => $"(- {Operand})";
}

/// <summary>A comparison of two operands of one type; two-valued, see <see cref="Coercion"/>.</summary>
sealed record Comparison(BinaryOperator Operator, Expression Left, Expression Right) : Expression(EdmType.Boolean)
{
    public override IEnumerable<Expression> Operands => [Left, Right];

    public override bool CanBeNull => false;

    public override string ToString() => $"({Left} {BinarySyntax.Text(Operator)} {Right})";
}

/// <summary><c>X in (…)</c>: constants of the operand's type, distinct; null among them matches null.</summary>
sealed record Membership(Expression Operand, IReadOnlyList<Constant> Values) : Expression(EdmType.Boolean)
{
    public override IEnumerable<Expression> Operands => [Operand];

    public override bool CanBeNull => false;

    public override string ToString() => $"({Operand} in ({string.Join(',', Values)}))";

    public bool Equals(Membership? other) => other is not null && Operand == other.Operand && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Operand, Values.Count);
}

/// <summary><c>and</c> or <c>or</c> over two or more operands; three-valued.</summary>
sealed record Logic(bool And, IReadOnlyList<Expression> Terms) : Expression(EdmType.Boolean)
{
    public override IEnumerable<Expression> Operands => Terms;

    public override bool CanBeNull => Terms.Any(term => term.CanBeNull);

    public override string ToString() => $"({string.Join(And ? " and " : " or ", Terms)})";

    public bool Equals(Logic? other) => other is not null && And == other.And && Terms.SequenceEqual(other.Terms);

    public override int GetHashCode() => HashCode.Combine(And, Terms.Count);
}

/// <summary><c>not X</c>; the opposite of null is null.</summary>
sealed record Not(Expression Operand) : Expression(EdmType.Boolean)
{
    public override IEnumerable<Expression> Operands => [Operand];

    public override bool CanBeNull => Operand.CanBeNull;

    public override string ToString() => $"(not {Operand})";
}

/// <summary>A call of a canonical function, its arguments converted to the parameters' types.</summary>
sealed record Call(Function Function, IReadOnlyList<Expression> Arguments) : Expression(Function.Result)
{
    public override IEnumerable<Expression> Operands => Arguments;

    public override bool CanBeNull => Arguments.Count > 0;

    public override string ToString() => $"{Function.Name}({string.Join(',', Arguments)})";

    public bool Equals(Call? other) => other is not null && Function == other.Function && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Function, Arguments.Count);
}

/// <summary>A conversion, written as <c>cast</c> or needed by an operator; null where the value does not fit.</summary>
sealed record Conversion(EdmType Type, Expression Operand) : Expression(Type)
{
    public override IEnumerable<Expression> Operands => [Operand];

    public override string ToString() => $"cast({Operand},{Type.Name()})";
}

/// <summary><c>case(condition:value,…)</c>: the value of the first condition that is true, else null.</summary>
sealed record Case(EdmType Type, IReadOnlyList<(Expression Condition, Expression Value)> Branches) : Expression(Type)
{
    public override IEnumerable<Expression> Operands => Branches.SelectMany(branch => new[] { branch.Condition, branch.Value });

    public override string ToString() => $"case({string.Join(',', Branches.Select(branch => $"{branch.Condition}:{branch.Value}"))})";

    public bool Equals(Case? other) => other is not null && Type == other.Type && Branches.SequenceEqual(other.Branches);

    public override int GetHashCode() => HashCode.Combine(Type, Branches.Count);
}

/// <summary>How many rows of a collection there are, or of how many a condition is true; null where there is no collection.</summary>
/// <param name="Condition">Its columns are those of the collection's rows.</param>
sealed record CountOf(ColumnReference Collection, Expression? Condition) : Expression(EdmType.Int64)
{
    public override IEnumerable<Expression> Operands => [Collection];

    public override string ToString() => $"{Collection}/$count({Condition})";
}
