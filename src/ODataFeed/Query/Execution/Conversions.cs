using ODataFeed.Query.Plan;

namespace ODataFeed.Query.Execution;

/// <summary>Evaluators for <c>cast</c> and implicit conversions.</summary>
static class Conversions
{
    public static Evaluator Create(Conversion conversion, Evaluator operand)
    {
        var (from, to) = (conversion.Operand.Type, conversion.Type);
        return (operand, to) switch
        {
            // The conversions that operators need on their own, without boxing.
            (Evaluator<long> number, EdmType.Decimal) when from.IsInteger() => new MapEvaluator<long, decimal>(number, value => value),
            (Evaluator<long> number, EdmType.Double) when from.IsInteger() => new MapEvaluator<long, double>(number, value => value),
            (Evaluator<long> number, EdmType.Int64) when from.IsInteger() => number,
            (Evaluator<long> day, EdmType.DateTimeOffset) when from == EdmType.Date => new MapEvaluator<long, long>(day, value => value * TimeSpan.TicksPerDay),
            (Evaluator<decimal> number, EdmType.Double) => new MapEvaluator<decimal, double>(number, value => (double)value),
            (Evaluator<bool> operandOf, _) => To(operandOf, from, to),
            (Evaluator<long> operandOf, _) => To(operandOf, from, to),
            (Evaluator<decimal> operandOf, _) => To(operandOf, from, to),
            (Evaluator<double> operandOf, _) => To(operandOf, from, to),
            (Evaluator<string> operandOf, _) => To(operandOf, from, to),
            _ => throw new InvalidOperationException($"No conversion {conversion}."),
        };
    }

    static Evaluator To<T>(Evaluator<T> operand, EdmType from, EdmType to)
    {
        return to switch
        {
            EdmType.Boolean => new ConvertEvaluator<T, bool>(operand, Converted<bool>),
            EdmType.Decimal => new ConvertEvaluator<T, decimal>(operand, Converted<decimal>),
            EdmType.Double => new ConvertEvaluator<T, double>(operand, Converted<double>),
            EdmType.String or EdmType.Guid => new ConvertEvaluator<T, string>(operand, Converted<string>),
            _ => new ConvertEvaluator<T, long>(operand, Converted<long>),
        };

        (bool Fits, TResult Value) Converted<TResult>(T value) =>
            Coercion.ConvertValue(value!, from, to) is TResult converted ? (true, converted) : (false, default!);
    }
}
