using ODataFeed.Query.Execution;

namespace ODataFeed.Query.Plan;

/// <summary>Evaluates what is made of constants alone, once, while planning.</summary>
static class Folding
{
    public static Expression Fold(Expression expression) =>
        expression is Constant or ColumnReference || !expression.Operands.All(operand => operand is Constant)
            ? expression
            : new Constant(expression.Type, ExpressionCompiler.Evaluate(expression));
}
