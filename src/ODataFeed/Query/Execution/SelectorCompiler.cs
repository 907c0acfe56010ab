using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// Makes selectors of a condition. Comparisons of a column with a constant become ranges of codes, conditions on one column become sets
/// of codes, and only what is left is evaluated row by row. Terms of <c>and</c>/<c>or</c> that only look at codes go first.
/// </summary>
sealed class SelectorCompiler(Table table, CancellationToken cancellation)
{
    /// <summary>A mark per code is worth its memory up to this many codes (4 MiB).</summary>
    const ulong LargestSet = 1 << 22;

    readonly ExpressionCompiler _expressions = new(table, table.Count, cancellation);

    public Selector Compile(Expression condition) => condition switch
    {
        Constant constant => new ConstantSelector(constant.Value is true),
        Logic { And: true } and => new AndSelector(Terms(and)),
        Logic or => new OrSelector(Terms(or)),
        Not { Operand: var operand } when !operand.CanBeNull => new NotSelector(Compile(operand)),
        ColumnReference column => Range(column, BinaryOperator.Equal, new Constant(EdmType.Boolean, true)),
        Comparison comparison when AgainstConstant(comparison) is { } selector => selector,
        Membership { Operand: ColumnReference column } membership when table.Columns[column.Ordinal].MaxCode < LargestSet => Set(column, membership.Values),
        _ when Domain.ColumnOf(condition, table, table.Count) is { } column => Set(condition, table.Columns[column.Ordinal]),
        _ => new ConditionSelector(_expressions.Condition(condition)),
    };

    Selector[] Terms(Logic logic)
    {
        var terms = logic.Terms.Select(Compile).ToList();
        return [.. terms.Where(term => !EvaluatesRows(term)), .. terms.Where(EvaluatesRows)];
    }

    static bool EvaluatesRows(Selector selector) => selector is ConditionSelector or AndSelector or OrSelector or NotSelector;

    Selector? AgainstConstant(Comparison comparison) => (Plain(comparison.Left), Plain(comparison.Right)) switch
    {
        (ColumnReference column, Constant constant) => Range(column, comparison.Operator, constant),
        (Constant constant, ColumnReference column) => Range(column, Coercion.Mirror(comparison.Operator), constant),
        _ => null,
    };

    /// <summary>Integers of both widths are kept alike, so widening one changes nothing.</summary>
    static Expression Plain(Expression expression) =>
        expression is ColumnReference { Type: EdmType.Double } ? new Conversion(EdmType.Double, expression) // NaN differs from itself: no range says that
        : expression is Conversion { Type: EdmType.Int64, Operand: ColumnReference { Type: EdmType.Int32 } column } ? column : expression;

    Selector Range(ColumnReference reference, BinaryOperator @operator, Constant constant)
    {
        var column = table.Columns[reference.Ordinal];
        var (low, high) = constant.Value is null ? (0UL, 0UL) : Equal(column, constant.Value);

        // high is low - 1 where no row has the value: the range is empty, and low is where it would stand.
        return @operator switch
        {
            BinaryOperator.Equal => Range(column, low, high),
            BinaryOperator.NotEqual => Range(column, low, high, outside: true),
            _ when constant.Value is null => new ConstantSelector(false),
            BinaryOperator.LessThan => Range(column, 1, low - 1),
            BinaryOperator.LessThanOrEqual => Range(column, 1, high),
            BinaryOperator.GreaterThan => Range(column, high + 1, column.MaxCode),
            BinaryOperator.GreaterThanOrEqual => Range(column, low, column.MaxCode),
            _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
        };
    }

    /// <summary>The codes that stand for a value: one, or an empty range (high below low) where it is not in the domain.</summary>
    public static (ulong Low, ulong High) Equal(Column column, object value)
    {
        var (low, upper) = (column, value) switch
        {
            (NumberColumn numbers, bool boolean) => numbers.Bounds(boolean ? 1 : 0),
            (NumberColumn numbers, long number) => numbers.Bounds(number),
            (DecimalColumn decimals, decimal number) => decimals.Bounds(number),
            (RealColumn reals, double number) => reals.Bounds(number),
            (TextColumn texts, string text) => texts.Bounds(text),
            _ => throw new InvalidOperationException($"A {value.GetType().Name} does not compare with a {column.GetType().Name}."),
        };
        return (low, upper - 1);
    }

    static Selector Range(Column column, ulong low, ulong high, bool outside = false) => column.Codes switch
    {
        _ when low > high => new ConstantSelector(outside),
        Codes<byte> codes => new CodeRangeSelector<byte>(codes, low, high, outside),
        Codes<ushort> codes => new CodeRangeSelector<ushort>(codes, low, high, outside),
        Codes<uint> codes => new CodeRangeSelector<uint>(codes, low, high, outside),
        Codes<ulong> codes => new CodeRangeSelector<ulong>(codes, low, high, outside),
        _ => throw new InvalidOperationException($"No range over {column.Codes.GetType().Name}."),
    };

    CodeSetSelector Set(ColumnReference reference, IReadOnlyList<Constant> values)
    {
        var column = table.Columns[reference.Ordinal];
        var set = new bool[column.MaxCode + 1];
        foreach (var value in values)
        {
            if (value.Value is null)
                set[0] = true;
            else if (Equal(column, value.Value) is var (low, high) && low <= high)
                set[low] = true;
        }

        return new CodeSetSelector(column.Codes, set);
    }

    /// <summary>Evaluates the condition once per distinct value; a set without gaps is a range.</summary>
    Selector Set(Expression condition, Column column)
    {
        var (values, nulls) = Domain.Evaluate(_expressions.OverDomain(condition, column), column, cancellation);
        for (var code = 0; code < values.Length; code++)
            values[code] &= !nulls[code];
        var (first, last) = (values.AsSpan().IndexOf(true), values.AsSpan().LastIndexOf(true));
        if (first < 0)
            return new ConstantSelector(false);
        return values.AsSpan(first, last - first + 1).Contains(false)
            ? new CodeSetSelector(column.Codes, values)
            : Range(column, (ulong)first, (ulong)last);
    }
}
