using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Linq = System.Linq.Expressions.Expression;

namespace ODataFeed.Query.Database;

/// <summary>Sorting, and the rows behind a given one in that order: where the next page or batch begins.</summary>
sealed class Keyset(StoredRow row, Dialect dialect, IReadOnlyList<SortColumn> sort)
{
    /// <summary>Row values of more parts than this have no constructor method.</summary>
    const int MostRowValues = 7;

    public IQueryable<Dictionary<string, object>> Order(IQueryable<Dictionary<string, object>> rows)
    {
        var isFirst = true;
        foreach (var column in sort)
        {
            var cell = row.Cell(column.Ordinal);

            // Nulls come first or last where the provider pleases, unless it is told.
            if (dialect.IsRelational && row.IsNullable(column.Ordinal))
                Add(Linq.Condition(IsNull(column), Linq.Constant(0), Linq.Constant(1)), column.Descending);
            Add(dialect.SortKey(cell), column.Descending);
        }

        return rows;

        void Add(Linq key, bool descending)
        {
            var method = (isFirst, descending) switch
            {
                (true, false) => nameof(Queryable.OrderBy),
                (true, true) => nameof(Queryable.OrderByDescending),
                (false, false) => nameof(Queryable.ThenBy),
                _ => nameof(Queryable.ThenByDescending),
            };
            rows = rows.Provider.CreateQuery<Dictionary<string, object>>(Linq.Call(
                typeof(Queryable), method, [row.Bag.Type, key.Type], rows.Expression, Linq.Quote(Linq.Lambda(key, row.Bag))));
            isFirst = false;
        }
    }

    /// <summary>Rows that sort behind the one with these values.</summary>
    public Linq After(IReadOnlyList<object?> last)
    {
        var isKeyOnly = sort.All(column => !column.Descending && !row.IsNullable(column.Ordinal));
        if (isKeyOnly && dialect.ComparesRows && sort.Count is > 1 and <= MostRowValues)
            return RowComparison(last);
        Linq? after = null;
        Linq? equal = null;
        for (var i = 0; i < sort.Count; i++)
        {
            var beyond = Beyond(sort[i], last[i]);
            var here = equal is null ? beyond : Linq.AndAlso(equal, beyond);
            after = after is null ? here : Linq.OrElse(after, here);
            var same = Same(sort[i], last[i]);
            equal = equal is null ? same : Linq.AndAlso(equal, same);
        }

        // Says nothing new, but is a range an index can begin at.
        return sort.Count > 1 && isKeyOnly ? Linq.AndAlso(AtLeast(sort[0], last[0]), after!) : after!;
    }

    MethodCallExpression RowComparison(IReadOnlyList<object?> last)
    {
        var types = sort.Select(column => row.TypeOf(column.Ordinal)).ToArray();
        var cells = Tuple(types, sort.Select(column => row.Cell(column.Ordinal)));
        var values = Tuple(types, sort.Select((column, i) => StoredRow.Parameter(last[i], row.TypeOf(column.Ordinal))));
        return Linq.Call(
            typeof(NpgsqlDbFunctionsExtensions), nameof(NpgsqlDbFunctionsExtensions.GreaterThan), null,
            Linq.Constant(EF.Functions), Linq.Convert(cells, typeof(ITuple)), Linq.Convert(values, typeof(ITuple)));
    }

    static MethodCallExpression Tuple(Type[] types, IEnumerable<Linq> parts) => Linq.Call(typeof(ValueTuple), nameof(ValueTuple.Create), types, [.. parts]);

    Linq Beyond(SortColumn column, object? value)
    {
        if (value is null)
            return column.Descending || !row.IsNullable(column.Ordinal) ? Linq.Constant(false) : Linq.Not(IsNull(column));
        var beyond = Compared(column, value, column.Descending ? Linq.LessThan : Linq.GreaterThan);
        return column.Descending && row.IsNullable(column.Ordinal) ? Linq.OrElse(IsNull(column), beyond) : beyond;
    }

    Linq AtLeast(SortColumn column, object? value) => Compared(column, value, Linq.GreaterThanOrEqual);

    Linq Compared(SortColumn column, object? value, Func<Linq, Linq, Linq> compare)
    {
        var (cell, parameter) = (row.Cell(column.Ordinal), StoredRow.Parameter(value, row.TypeOf(column.Ordinal)));
        if (cell.Type == typeof(string))
        {
            var order = compare(dialect.CompareText(cell, parameter), Linq.Constant(0));
            return dialect.IsRelational ? order : Linq.AndAlso(Linq.NotEqual(cell, Linq.Constant(null, typeof(string))), order);
        }

        // Booleans have no order in .NET; false is the lesser.
        return Nullable.GetUnderlyingType(cell.Type) is { } type && type == typeof(bool)
            ? compare(Linq.Condition(Linq.Equal(cell, Linq.Constant(true, cell.Type)), Linq.Constant(1), Linq.Condition(IsNull(column), Linq.Constant(-1), Linq.Constant(0))), Linq.Constant((bool)value! ? 1 : 0))
            : compare(cell, parameter);
    }

    Linq Same(SortColumn column, object? value) => value is null ? IsNull(column) : Linq.Equal(row.Cell(column.Ordinal), StoredRow.Parameter(value, row.TypeOf(column.Ordinal)));

    Linq IsNull(SortColumn column) => row.IsNullable(column.Ordinal)
        ? Linq.Equal(row.Cell(column.Ordinal), Linq.Constant(null, row.TypeOf(column.Ordinal)))
        : Linq.Constant(false);
}
