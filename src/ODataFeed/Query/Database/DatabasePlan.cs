using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Database;

/// <summary>
/// A plan divided between the database and our operators. What the database does comes first: conditions, order, columns; then the steps
/// that look at one row at a time, over each batch; then those that need all rows. Immutable; <c>ToString</c> prints it.
/// </summary>
sealed record DatabasePlan
{
    public required QueryPlan Plan { get; init; }

    /// <summary>Conditions of the database.</summary>
    public required IReadOnlyList<Expression> Where { get; init; }

    /// <summary>The order of the database; it ends in the key.</summary>
    public required IReadOnlyList<SortColumn> Sort { get; init; }

    /// <summary>The stored columns that anything needs.</summary>
    public required IReadOnlyList<int> Columns { get; init; }

    /// <summary>Steps run over each batch.</summary>
    public required IReadOnlyList<Transformation> PerRow { get; init; }

    /// <summary>Steps that need all rows of those before them.</summary>
    public required IReadOnlyList<Transformation> Rest { get; init; }

    /// <summary>The grouping the rest begins with, where the database can do most of it; otherwise null.</summary>
    public GroupQuery? Groups { get; init; }

    /// <summary>Rows come out in the order of the database and one by one: pages need no more than their own rows.</summary>
    public bool IsStreamed => Rest.Count == 0 && SortsInDatabase;

    /// <summary>The order asked for is that of the database.</summary>
    public required bool SortsInDatabase { get; init; }

    /// <summary>The database alone says which rows there are, so that it can count and skip them.</summary>
    public bool IsFilteredInDatabase => !PerRow.Any(step => step is FilterRows);

    /// <summary>The first step that needs all rows, in words of the request.</summary>
    public string Reason => Rest.Count > 0 ? $"{Rest[0]}" : $"$orderby={string.Join(',', Plan.OrderBy)}";

    public RowQuery Rows => new(Where, Sort, Columns);

    /// <summary>
    /// What keeps the rows of all batches so far few: a step that needs only the best of them. Null where all are needed.
    /// </summary>
    /// <param name="first">The rows wanted from the first on, where only the order is left.</param>
    public Func<RowSet, ExecutionBudget, RowSet>? Reduction(long first)
    {
        if (Rest is [RankRows { Method: RankMethod.TopCount or RankMethod.BottomCount } rank, ..])
            return (rows, budget) => rows with { Rows = Ranking.Of(rows, rank, budget) };
        if (Rest is [SliceRows slice, ..] && slice.Top != long.MaxValue)
            return (rows, _) => rows with { Rows = rows.Rows.Slice(0, Sum(slice.Skip, slice.Top)) };
        if (Rest.Count > 0)
            return null;
        return (rows, budget) => rows with
        {
            Rows = new RowList(RowSorter.Sort(rows.Table, Plan.OrderBy, rows.Rows.ToArray(), budget)).Slice(0, first),
        };
    }

    /// <summary>Once so many rows are kept, those behind them change nothing.</summary>
    public long Enough => Rest is [SliceRows slice, ..] && slice.Top != long.MaxValue ? Sum(slice.Skip, slice.Top) : long.MaxValue;

    static long Sum(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    public override string ToString()
    {
        var names = Plan.Set.Columns;
        return $"where {string.Join(" and ", Where)} | sort {string.Join(',', Sort.Select(column => names[column.Ordinal].Name + (column.Descending ? " desc" : "")))} | columns {string.Join(',', Columns.Select(ordinal => names[ordinal].Name))} | each {string.Join('/', PerRow)} | "
            + (Groups is null ? "" : $"groups {string.Join(',', Groups.By.Select(ordinal => names[ordinal].Name))}: {string.Join(',', Groups.Partials)} | ")
            + $"rest {string.Join('/', Rest)}";
    }
}
