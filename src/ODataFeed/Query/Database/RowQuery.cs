using Microsoft.EntityFrameworkCore;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using Linq = System.Linq.Expressions.Expression;

namespace ODataFeed.Query.Database;

/// <summary>What is asked of the stored tables of a set: which rows, in which order, which of their columns.</summary>
/// <param name="Where">All of them must be true.</param>
/// <param name="Sort">Ends in the key, so that no two rows are equal.</param>
/// <param name="After">The sort values of the row behind which to begin; null from the first one on.</param>
/// <param name="Columns">The ordinals of the cells wanted.</param>
sealed record RowQuery(
    IReadOnlyList<Expression> Where, IReadOnlyList<SortColumn> Sort, IReadOnlyList<int> Columns, IReadOnlyList<object?>? After = null, int Skip = 0, int? Take = null)
{
    /// <summary>As an EF query over one stored table; each row is the cells wanted, in their order.</summary>
    public IQueryable<object?[]> Over(StoreContext context, TableSchema table)
    {
        var (row, rows) = Filtered(context, table);

        // What is the same in all rows orders none. Left in a comparison with the last row it would keep PostgreSQL from beginning there.
        var loose = Enumerable.Range(0, Sort.Count).Where(i => !Where.Any(condition => Fixes(condition, Sort[i].Ordinal))).DefaultIfEmpty(0).ToList();
        var keyset = new Keyset(row, Dialect.Of(context.Database), [.. loose.Select(i => Sort[i])]);
        if (After is not null)
            rows = Keep(rows, row, keyset.After([.. loose.Select(i => After[i])]));
        rows = keyset.Order(rows);
        if (Skip > 0)
            rows = rows.Skip(Skip);
        if (Take is { } take)
            rows = rows.Take(take);
        return Projected<object?[]>(rows, row, Linq.NewArrayInit(typeof(object), Columns.Select(ordinal => Linq.Convert(row.Cell(ordinal), typeof(object)))));
    }

    /// <summary>The rows of a stored table for which the conditions hold.</summary>
    public (StoredRow Row, IQueryable<Dictionary<string, object>> Rows) Filtered(StoreContext context, TableSchema table)
    {
        var row = new StoredRow(table, context.Model.FindEntityType(table.Name)!);
        var conditions = new Conditions(row, Dialect.Of(context.Database), new Pushable(table.Columns.Count));
        IQueryable<Dictionary<string, object>> rows = context.Rows(table).AsNoTracking();
        foreach (var condition in Where)
            rows = Keep(rows, row, conditions.Of(condition));
        return (row, rows);
    }

    static bool Fixes(Expression condition, int ordinal) =>
        condition is Comparison { Operator: BinaryOperator.Equal, Left: ColumnReference column, Right: Constant { Value: not null } } && column.Ordinal == ordinal;

    static IQueryable<Dictionary<string, object>> Keep(IQueryable<Dictionary<string, object>> rows, StoredRow row, Linq condition) =>
        rows.Where(Linq.Lambda<Func<Dictionary<string, object>, bool>>(condition, row.Bag));

    static IQueryable<T> Projected<T>(IQueryable<Dictionary<string, object>> rows, StoredRow row, Linq projection) =>
        rows.Select(Linq.Lambda<Func<Dictionary<string, object>, T>>(projection, row.Bag));
}
