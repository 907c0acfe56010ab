using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Runs <c>join</c> and <c>outerjoin</c>: columns of the related rows beside the own ones.</summary>
static class Joining
{
    /// <summary>A cell is written, and stays in memory until the answer is; a row that is looked at does not.</summary>
    const int CellCost = 4;

    /// <param name="target">What is left of the target's rows; they still stand where they stood in its table.</param>
    public static RowSet Run(RowSet rows, JoinRows join, RowSet target, ExecutionBudget budget)
    {
        budget.Spend(checked((long)rows.Table.Count * join.Columns.Count * CellCost));
        var own = rows.Table.Columns[join.Own];
        var leads = RelatedRows.Of(own, target.Table);
        Keep(leads, target);
        Column[] columns = [.. rows.Table.Columns, .. join.Columns.Select(ordinal => RelatedRows.Cells(own, leads, target.Table.Columns[ordinal]))];
        var table = new Table(rows.Table.Schema, columns, rows.Table.Version, rows.Table.Count);
        return new RowSet(table, join.Outer ? rows.Rows : Found(rows.Rows, own, leads));
    }

    /// <summary>Forgets rows that are no longer among the target's.</summary>
    static void Keep(int[] leads, RowSet target)
    {
        if (target.Rows.Count == target.Table.Count)
            return;
        var kept = new bool[target.Table.Count];
        foreach (var row in target.Rows.ToArray())
            kept[row] = true;
        for (var code = 0; code < leads.Length; code++)
        {
            if (leads[code] >= 0 && !kept[leads[code]])
                leads[code] = -1;
        }
    }

    static RowList Found(RowList rows, Column own, int[] leads) => new(Array.FindAll(rows.ToArray(), row => leads[own.Codes[row]] >= 0));
}
