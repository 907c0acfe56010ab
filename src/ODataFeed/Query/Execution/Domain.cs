using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// The distinct values of a column as rows: row 0 is null, row n the value of code n. An expression over one column gives the same
/// for the same code, so it may be evaluated here, once per value, instead of once per row.
/// </summary>
static class Domain
{
    /// <summary>
    /// The one column an expression reads, where evaluating over its domain is right and pays: nothing in it can fail (a value of
    /// the domain need not be in a row that is asked about), it does more than read the column, and the domain has fewer values than there
    /// are rows.
    /// </summary>
    /// <param name="rows">The rows the expression is wanted for.</param>
    public static ColumnReference? ColumnOf(Expression expression, Table table, int rows)
    {
        if (expression is Constant or ColumnReference || CanFail(expression))
            return null;
        var columns = References(expression).DistinctBy(reference => reference.Ordinal).Take(2).ToList();
        return columns is [var only] && table.Columns[only.Ordinal].MaxCode < (ulong)rows ? only : null;
    }

    public static IEnumerable<ColumnReference> References(Expression expression) =>
        expression is ColumnReference reference ? [reference] : expression.Operands.SelectMany(References);

    /// <summary>Arithmetic overflows or divides by zero; a pattern, a length or a text may be refused; counting may cost more than is left.</summary>
    public static bool CanFail(Expression expression) =>
        (expression is Arithmetic or Negation && expression.Type != EdmType.Double)
        || expression is Arithmetic { Operator: BinaryOperator.Modulo }
        || expression is Call { Function.CanFail: true }
        || expression is CountOf { Condition: not null }
        || expression.Operands.Any(CanFail);

    /// <summary>The column with its codes in order: 0, 1, 2 …</summary>
    public static Column Of(Column column)
    {
        var codes = Codes.Create((int)column.MaxCode + 1, column.MaxCode);
        for (var code = 0UL; code <= column.MaxCode; code++)
            codes.Write((int)code, [code]);
        return column.WithCodes(codes);
    }

    /// <summary>Runs an evaluator over all codes of a column's domain.</summary>
    public static (T[] Values, bool[] Nulls) Evaluate<T>(Evaluator<T> evaluator, Column source, CancellationToken cancellation)
    {
        var count = (int)source.MaxCode + 1;
        var (values, nulls) = (new T[count], new bool[count]);
        for (var start = 0; start < count; start += Column.Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = Math.Min(Column.Chunk, count - start);
            evaluator.Run(RowBatch.Of(start, size));
            evaluator.Values.AsSpan(0, size).CopyTo(values.AsSpan(start));
            evaluator.Nulls.AsSpan(0, size).CopyTo(nulls.AsSpan(start));
        }

        return (values, nulls);
    }
}
