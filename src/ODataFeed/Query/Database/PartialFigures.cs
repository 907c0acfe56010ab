using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Database;

/// <summary>Figures of groups, and how those of several groups become the aggregates of one.</summary>
/// <param name="partials">What each column holds.</param>
/// <param name="columns">A row per group.</param>
sealed class PartialFigures(IReadOnlyList<Partial> partials, IReadOnlyList<Column> columns)
{
    public int Count => columns[0].Count;

    /// <summary>A figure that is a number; null where there were no values.</summary>
    public long? Value(int partial, int row) =>
        columns[partial].Codes[row] is var code && code == 0 ? null : ((NumberColumn)columns[partial]).ValueOf(code);

    /// <summary>The aggregate over the groups' rows, or null where it is not one of figures.</summary>
    /// <param name="rows">The groups that are left, by row.</param>
    /// <param name="groups">The groups they are put into.</param>
    public Column? Of(Aggregate aggregate, RowSet rows, Groups groups) => aggregate switch
    {
        { From.Count: > 0 } => null,
        { Method: AggregateMethod.Count } => DecimalColumn.Of([.. Totals(new Partial(PartialKind.Rows, -1), rows, groups).Select(total => (decimal?)(long)total)]),
        { Value: ColumnReference column } => Of(aggregate, column.Ordinal, rows, groups),
        _ => null,
    };

    Column? Of(Aggregate aggregate, int ordinal, RowSet rows, Groups groups) => aggregate.Method switch
    {
        AggregateMethod.Min when Find(PartialKind.Min, ordinal) is { } column => Aggregation.Of(aggregate.Method, aggregate.Type, column, rows.Rows, groups.Ids, groups.Count),
        AggregateMethod.Max when Find(PartialKind.Max, ordinal) is { } column => Aggregation.Of(aggregate.Method, aggregate.Type, column, rows.Rows, groups.Ids, groups.Count),
        AggregateMethod.Sum when Find(PartialKind.HighSum, ordinal) is not null => Aggregation.Sums(aggregate.Type, Sums(ordinal, rows, groups), Numbers(ordinal, rows, groups)),
        AggregateMethod.Average when Find(PartialKind.HighSum, ordinal) is not null => Aggregation.Averages(Sums(ordinal, rows, groups), Numbers(ordinal, rows, groups)),
        _ => null,
    };

    /// <summary>The figures of a kind for a column, a row per group; null where they were not asked for.</summary>
    public Column? Find(PartialKind kind, int ordinal)
    {
        for (var i = 0; i < partials.Count; i++)
        {
            if (partials[i] == new Partial(kind, ordinal))
                return columns[i];
        }

        return null;
    }

    Int128[] Sums(int ordinal, RowSet rows, Groups groups)
    {
        var (high, low) = (Totals(new Partial(PartialKind.HighSum, ordinal), rows, groups), Totals(new Partial(PartialKind.LowSum, ordinal), rows, groups));
        return [.. high.Zip(low, (quotients, remainders) => (quotients * Partial.Radix) + remainders)];
    }

    long[] Numbers(int ordinal, RowSet rows, Groups groups) =>
        Array.ConvertAll(Totals(new Partial(PartialKind.Values, ordinal), rows, groups), total => (long)total);

    Int128[] Totals(Partial partial, RowSet rows, Groups groups)
    {
        var column = (NumberColumn)Find(partial.Kind, partial.Ordinal)!;
        var totals = new Int128[groups.Count];
        for (var place = 0; place < rows.Rows.Count; place++)
        {
            if (column.Codes[rows.Rows[place]] is var code and not 0)
                totals[groups.Ids[place]] += column.ValueOf(code);
        }

        return totals;
    }
}
