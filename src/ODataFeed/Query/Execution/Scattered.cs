using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>An expression's values for some rows, as a column as long as the table: what was not asked for is null.</summary>
static class Scattered
{
    public static Column Of(Table table, Expression expression, ReadOnlySpan<int> rows, ExecutionBudget budget)
    {
        budget.Spend(rows.Length, expression);
        var values = ComputedColumn.Of(table, expression, rows, budget.Cancellation);
        if (rows.Length == table.Count && IsRun(rows))
            return values;
        var codes = Codes.Create(table.Count, values.MaxCode);
        for (var i = 0; i < rows.Length; i++)
            codes.Write(rows[i], [values.Codes[i]]);
        return values.WithCodes(codes);
    }

    static bool IsRun(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] != i)
                return false;
        }

        return true;
    }
}
