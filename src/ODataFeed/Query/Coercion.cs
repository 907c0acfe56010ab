using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query;

/// <summary>
/// All that OData says about null and about mixing types, in one place (OData 4.01 part 2 §5.1.1.1, §5.1.1.2, §5.1.1.13).
/// Comparisons are two-valued: null equals null, differs from every value, and is neither less nor greater than anything.
/// Arithmetic and functions with a null operand give null; <c>and</c>, <c>or</c> and <c>not</c> are three-valued.
/// </summary>
static class Coercion
{
    /// <summary>What a comparison gives where an operand is null.</summary>
    public static bool CompareNulls(BinaryOperator @operator, bool leftNull, bool rightNull) => @operator switch
    {
        BinaryOperator.Equal => leftNull && rightNull,
        BinaryOperator.NotEqual => leftNull != rightNull,
        _ => false,
    };

    /// <summary>What a comparison gives for two values whose order is known.</summary>
    public static bool Holds(BinaryOperator @operator, int order) => @operator switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.LessThan => order < 0,
        BinaryOperator.LessThanOrEqual => order <= 0,
        BinaryOperator.GreaterThan => order > 0,
        BinaryOperator.GreaterThanOrEqual => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    /// <summary>The same comparison with its operands exchanged.</summary>
    public static BinaryOperator Mirror(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.LessThan => BinaryOperator.GreaterThan,
        BinaryOperator.LessThanOrEqual => BinaryOperator.GreaterThanOrEqual,
        BinaryOperator.GreaterThan => BinaryOperator.LessThan,
        BinaryOperator.GreaterThanOrEqual => BinaryOperator.LessThanOrEqual,
        _ => @operator,
    };

    /// <summary>Order of two texts by code point, as the dictionaries and <c>COLLATE "C"</c> have it.</summary>
    public static int CompareText(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);
        var (a, b) = (left[common], right[common]);

        // UTF-16 sorts surrogates (code points from U+10000) below U+E000–U+FFFF; lift them above.
        return (char.IsSurrogate(a), char.IsSurrogate(b)) switch
        {
            (true, false) => 1,
            (false, true) => -1,
            _ => a.CompareTo(b),
        };
    }

    /// <summary>The type in which two operands are compared, or into which branches of a <c>case</c> fall; null where there is none.</summary>
    public static EdmType? Common(EdmType left, EdmType right)
    {
        if (left == right || right == EdmType.Null)
            return left;
        if (left == EdmType.Null)
            return right;
        if (left.IsNumber() && right.IsNumber())
            return (EdmType)Math.Max((int)left, (int)right);
        return (left, right) is (EdmType.Date, EdmType.DateTimeOffset) or (EdmType.DateTimeOffset, EdmType.Date) ? EdmType.DateTimeOffset : null;
    }

    /// <summary>
    /// The expression as another type, where that needs no <c>cast</c>: null as anything, numbers widened, a date as its midnight in UTC,
    /// and a string literal as whatever it spells (4.01: services must cast strings to primitive types). Otherwise null.
    /// </summary>
    public static Expression? Implicitly(Expression expression, EdmType type)
    {
        if (expression.Type == type)
            return expression;
        if (expression is Constant { Value: null })
            return new Constant(type, null);
        if (expression is Constant { Type: EdmType.String, Value: string text })
            return Literals.Read(text, type) is { } value ? new Constant(type, value) : null;
        var widens = (expression.Type.IsNumber() && type.IsNumber() && expression.Type < type)
            || (expression.Type == EdmType.Date && type == EdmType.DateTimeOffset);
        if (!widens)
            return null;
        return expression is Constant constant
            ? new Constant(type, ConvertValue(constant.Value!, constant.Type, type))
            : new Conversion(type, expression);
    }

    /// <summary>A value as another type; null where it does not fit (as <c>cast</c> has it).</summary>
    public static object? ConvertValue(object value, EdmType from, EdmType to) => (value, to) switch
    {
        _ when from == to => value,
        (_, EdmType.String) => Literals.Write(value, from),
        (string text, _) => Literals.Read(text, to),
        (long number, EdmType.Int32) when from.IsInteger() => number is >= int.MinValue and <= int.MaxValue ? number : null,
        (long number, EdmType.Int64) when from.IsInteger() => number,
        (long number, EdmType.Decimal) when from.IsInteger() => (decimal)number,
        (long number, EdmType.Double) when from.IsInteger() => (double)number,
        (decimal number, EdmType.Double) => (double)number,
        (decimal number, EdmType.Int32 or EdmType.Int64) => Truncated((double)number, decimal.Truncate(number), to),
        (double number, EdmType.Decimal) => Math.Abs(number) < 7.9e28 ? (decimal)number : null,
        (double number, EdmType.Int32 or EdmType.Int64) => double.IsFinite(number) && Math.Abs(number) < 1e19 ? Truncated(number, decimal.Truncate((decimal)number), to) : null,
        (long day, EdmType.DateTimeOffset) when from == EdmType.Date => day * TimeSpan.TicksPerDay,
        (long ticks, EdmType.Date) when from == EdmType.DateTimeOffset => ticks / TimeSpan.TicksPerDay,
        (long ticks, EdmType.TimeOfDay) when from == EdmType.DateTimeOffset => ticks % TimeSpan.TicksPerDay,
        _ => null,
    };

    static object? Truncated(double magnitude, decimal truncated, EdmType to)
    {
        if (Math.Abs(magnitude) > 1e19)
            return null;
        var (least, most) = to == EdmType.Int32 ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        return truncated >= least && truncated <= most ? (long)truncated : null;
    }
}
