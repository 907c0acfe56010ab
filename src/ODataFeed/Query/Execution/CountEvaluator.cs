using ODataFeed.Query.Plan;

namespace ODataFeed.Query.Execution;

/// <summary>The rows of a collection, or those for which a condition is true.</summary>
sealed class CountEvaluator(CollectionColumn column, Expression? condition) : Evaluator<long>
{
    public override void Run(RowBatch rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var code = column.Codes[rows[i]];
            Nulls[i] = code == 0;
            Values[i] = Nulls[i] ? 0 : Count(column.ValueOf(code));
        }
    }

    int Count(RowSet collection)
    {
        if (condition is null)
            return collection.Rows.Count;
        column.Budget.Spend(collection.Rows.Count);
        return RowFilter.Rows(collection.Table, collection.Rows, condition, column.Budget.Cancellation).Length;
    }
}
