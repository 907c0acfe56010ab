using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;
using Linq = System.Linq.Expressions.Expression;
using LinqParameter = System.Linq.Expressions.ParameterExpression;

namespace ODataFeed.Query.Database;

/// <summary>Asks the stored tables of a set for groups of rows instead of rows.</summary>
/// <param name="Rows">Which rows; order and columns do not matter.</param>
/// <param name="By">The ordinals of the columns to group by; none: all rows are one group, or no group where there are none.</param>
/// <param name="Partials">The figures wanted of each group, each once.</param>
sealed record GroupQuery(RowQuery Rows, IReadOnlyList<int> By, IReadOnlyList<Partial> Partials)
{
    /// <summary>The types of the result's columns: those grouped by, then the figures.</summary>
    public IReadOnlyList<ColumnType> Types(TableSchema set) =>
        [.. By.Select(ordinal => set.Columns[ordinal].Type), .. Partials.Select(partial => TypeOf(partial, set))];

    public static ColumnType TypeOf(Partial partial, TableSchema set) =>
        partial.Kind is PartialKind.Min or PartialKind.Max ? set.Columns[partial.Ordinal].Type : ColumnType.Int64;

    /// <summary>As an EF query over one stored table.</summary>
    public IQueryable<object?[]> Over(StoreContext context, TableSchema table)
    {
        var (row, rows) = Rows.Filtered(context, table);
        var key = Key(row);
        var group = Linq.Parameter(typeof(IGrouping<,>).MakeGenericType(key.Type, row.Bag.Type), "group");
        var grouped = Linq.Call(typeof(Queryable), nameof(Queryable.GroupBy), [row.Bag.Type, key.Type], rows.Expression, Linq.Quote(Linq.Lambda(key, row.Bag)));
        var cells = KeyCells(group).Concat(Partials.Select(partial => Figure(partial, group, row)));
        var projection = Linq.Lambda(Linq.NewArrayInit(typeof(object), cells.Select(cell => Linq.Convert(cell, typeof(object)))), group);
        var selected = Linq.Call(typeof(Queryable), nameof(Queryable.Select), [group.Type, typeof(object[])], grouped, Linq.Quote(projection));
        return rows.Provider.CreateQuery<object?[]>(selected);
    }

    Linq Key(StoredRow row)
    {
        Linq key = Linq.Constant(1);
        foreach (var ordinal in By.Reverse())
        {
            var type = typeof(GroupKey<,>).MakeGenericType(row.TypeOf(ordinal), key.Type);
            key = Linq.MemberInit(
                Linq.New(type),
                Linq.Bind(type.GetProperty(nameof(GroupKey<int, int>.First))!, row.Cell(ordinal)),
                Linq.Bind(type.GetProperty(nameof(GroupKey<int, int>.Rest))!, key));
        }

        return key;
    }

    IEnumerable<Linq> KeyCells(LinqParameter group)
    {
        Linq key = Linq.Property(group, nameof(IGrouping<int, int>.Key));
        foreach (var _ in By)
        {
            yield return Linq.Property(key, nameof(GroupKey<int, int>.First));
            key = Linq.Property(key, nameof(GroupKey<int, int>.Rest));
        }
    }

    static Linq Figure(Partial partial, LinqParameter group, StoredRow row)
    {
        if (partial.Kind == PartialKind.Rows)
            return Linq.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [row.Bag.Type], group);
        var cell = row.Cell(partial.Ordinal);
        return partial.Kind switch
        {
            PartialKind.Values => Linq.Call(typeof(Enumerable), nameof(Enumerable.LongCount), [row.Bag.Type], group, Linq.Lambda(Linq.NotEqual(Number(), Linq.Constant(null, typeof(long?))), row.Bag)),
            PartialKind.HighSum => Sum(Linq.Divide(Number(), Radix)),
            PartialKind.LowSum => Sum(Linq.Modulo(Number(), Radix)),
            PartialKind.Min => Extreme(nameof(Enumerable.Min)),
            PartialKind.Max => Extreme(nameof(Enumerable.Max)),
            _ => throw new ArgumentOutOfRangeException(nameof(partial), partial, null),
        };

        Linq Number() => Linq.Convert(cell, typeof(long?));

        Linq Sum(Linq value) => Linq.Call(typeof(Enumerable), nameof(Enumerable.Sum), [row.Bag.Type], group, Linq.Lambda(value, row.Bag));

        Linq Extreme(string method)
        {
            var type = typeof(Nullable<>).MakeGenericType(Nullable.GetUnderlyingType(cell.Type) ?? cell.Type);
            return Linq.Call(typeof(Enumerable), method, [row.Bag.Type, type], group, Linq.Lambda(Linq.Convert(cell, type), row.Bag));
        }
    }

    static readonly Linq Radix = Linq.Constant(Partial.Radix, typeof(long?));
}
