using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Execution;

/// <summary>
/// Arithmetic (OData 4.01 part 2 §5.1.1.2): integers stay integers and never overflow silently, <c>div</c> of integers truncates,
/// division by zero is an error except for doubles.
/// </summary>
static class ArithmeticEvaluators
{
    public static Evaluator Create(Arithmetic expression, Evaluator left, Evaluator right) => (left, right) switch
    {
        (Evaluator<long> a, Evaluator<long> b) when expression.Left.Type == EdmType.Date || expression.Right.Type == EdmType.Date =>
            new MapEvaluator<long, long, long>(a, b, Checked(Dates(expression))),
        (Evaluator<long> a, Evaluator<long> b) => new MapEvaluator<long, long, long>(a, b, Checked(InRange(expression.Type, Integers(expression.Operator)))),
        (Evaluator<decimal> a, Evaluator<decimal> b) => new MapEvaluator<decimal, decimal, decimal>(a, b, Checked(Decimals(expression.Operator))),
        (Evaluator<double> a, Evaluator<double> b) => new MapEvaluator<double, double, double>(a, b, Checked(Doubles(expression.Operator))),
        (Evaluator<long> a, Evaluator<decimal> b) => new MapEvaluator<long, decimal, long>(a, b, Checked(Scaled(expression.Operator))),
        (Evaluator<long> a, Evaluator<double> b) => new MapEvaluator<long, double, long>(a, b, Checked(ScaledByDouble(expression.Operator))),
        _ => throw new InvalidOperationException($"No arithmetic for {expression}."),
    };

    public static Evaluator Negate(EdmType type, Evaluator operand) => operand switch
    {
        Evaluator<long> integer => new MapEvaluator<long, long>(integer, Checked<long, long>(value => checked(-value))),
        Evaluator<decimal> number => new MapEvaluator<decimal, decimal>(number, value => -value),
        Evaluator<double> number => new MapEvaluator<double, double>(number, value => -value),
        _ => throw new InvalidOperationException($"No negation of {type}."),
    };

    static Func<long, long, long> Integers(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => (a, b) => checked(a + b),
        BinaryOperator.Subtract => (a, b) => checked(a - b),
        BinaryOperator.Multiply => (a, b) => checked(a * b),
        BinaryOperator.Divide => (a, b) => a / b,

        // The smallest integer by -1 overflows in hardware although the remainder is 0.
        BinaryOperator.Modulo => (a, b) => b == -1 ? 0 : a % b,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    static Func<decimal, decimal, decimal> Decimals(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => (a, b) => a + b,
        BinaryOperator.Subtract => (a, b) => a - b,
        BinaryOperator.Multiply => (a, b) => a * b,
        BinaryOperator.Divide or BinaryOperator.DivideBy => (a, b) => a / b,
        BinaryOperator.Modulo => (a, b) => a % b,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    static Func<double, double, double> Doubles(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => (a, b) => a + b,
        BinaryOperator.Subtract => (a, b) => a - b,
        BinaryOperator.Multiply => (a, b) => a * b,
        BinaryOperator.Divide or BinaryOperator.DivideBy => (a, b) => a / b,

        // Doubles divide by zero, but have no remainder of it (OData 4.01 part 2 §5.1.1.2.7).
        BinaryOperator.Modulo => (a, b) => b == 0 ? throw new DivideByZeroException() : a % b,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    /// <summary>A duration multiplied or divided by a number.</summary>
    static Func<long, decimal, long> Scaled(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Multiply => (ticks, factor) => (long)(ticks * factor),
        BinaryOperator.Divide or BinaryOperator.DivideBy => (ticks, factor) => (long)(ticks / factor),
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    static Func<long, double, long> ScaledByDouble(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Multiply => (ticks, factor) => checked((long)(ticks * factor)),
        BinaryOperator.Divide or BinaryOperator.DivideBy => (ticks, factor) => factor == 0 ? throw new DivideByZeroException() : checked((long)(ticks / factor)),
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    /// <summary>
    /// Dates are day numbers, durations are ticks. A date is its midnight, and the time that results is dropped: an hour more is the same
    /// day, an hour less the day before (XML Schema part 2 §E.3.3, as OData 4.01 part 2 §5.1.1.2.1 refers to it).
    /// </summary>
    static Func<long, long, long> Dates(Arithmetic expression) => (expression.Operator, expression.Type) switch
    {
        (BinaryOperator.Subtract, EdmType.Duration) => (a, b) => (a - b) * TimeSpan.TicksPerDay,
        (BinaryOperator.Add, EdmType.Date) => InRange(EdmType.Date, (day, ticks) => checked(day + WholeDays(ticks))),
        (BinaryOperator.Subtract, EdmType.Date) => InRange(EdmType.Date, (day, ticks) => checked(day + WholeDays(-ticks))),
        _ => throw new InvalidOperationException($"No date arithmetic for {expression}."),
    };

    static long WholeDays(long ticks) => (long)Math.Floor((decimal)ticks / TimeSpan.TicksPerDay);

    static Func<long, long, long> InRange(EdmType type, Func<long, long, long> compute)
    {
        var (least, most) = type switch
        {
            EdmType.Date => (0, DateOnly.MaxValue.DayNumber),
            EdmType.DateTimeOffset => (0, DateTime.MaxValue.Ticks),
            _ => (long.MinValue, long.MaxValue),
        };
        return least == long.MinValue ? compute : (a, b) => compute(a, b) is var result && result >= least && result <= most ? result : throw new OverflowException();
    }

    static Func<T, TResult> Checked<T, TResult>(Func<T, TResult> compute) => value =>
    {
        try
        {
            return compute(value);
        }
        catch (OverflowException)
        {
            throw FeedErrors.ArithmeticOverflow();
        }
    };

    static Func<T1, T2, TResult> Checked<T1, T2, TResult>(Func<T1, T2, TResult> compute) => (left, right) =>
    {
        try
        {
            return compute(left, right);
        }
        catch (OverflowException)
        {
            throw FeedErrors.ArithmeticOverflow();
        }
        catch (DivideByZeroException)
        {
            throw FeedErrors.DivisionByZero();
        }
    };
}
