using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Database;

/// <summary>Divides plans: as much as is provably identical goes to the database.</summary>
static class DatabasePlanner
{
    public static DatabasePlan Divide(QueryPlan plan)
    {
        var set = plan.Set;
        var pushable = new Pushable(set.Columns.Count);
        var (where, perRow) = (KeyConditions(set, plan.Key).ToList(), new List<Transformation>());
        var done = 0;
        for (; done < plan.Steps.Count && plan.Steps[done] is FilterRows or ComputeColumn or RelateColumn or DynamicColumn or RootColumn; done++)
            Place(plan.Steps[done], pushable, where, perRow);
        List<Transformation> rest = [.. plan.Steps.Skip(done)];
        var sorts = rest.Count == 0 && plan.OrderBy.All(pushable.Sorts);
        var needed = ColumnUse.Of(plan, perRow, rest);
        var rows = new RowQuery(where, Sort(set, sorts ? plan.OrderBy : []), [.. needed.Union(set.Key).Union(set.Navigations.Select(navigation => navigation.Column)).Order()]);
        return new DatabasePlan
        {
            Plan = plan,
            Where = rows.Where,
            Sort = rows.Sort,
            Columns = rows.Columns,
            PerRow = perRow,
            Rest = rest,
            SortsInDatabase = sorts,
            Groups = rest is [GroupRows group, ..] ? GroupPlanner.Plan(group, perRow, rows, pushable) : null,
        };
    }

    /// <summary>
    /// What can fail on a row must meet the rows it met before: behind it nothing is moved.
    /// </summary>
    static void Place(Transformation step, Pushable pushable, List<Expression> where, List<Transformation> perRow)
    {
        if (step is not FilterRows filter || perRow.Any(CanFail))
        {
            perRow.Add(step);
            return;
        }

        var isFirst = perRow.Count == 0;
        var (pushed, left) = isFirst || !Domain.CanFail(filter.Condition) ? pushable.Split(filter.Condition) : ([], [filter.Condition]);
        where.AddRange(pushed);
        if (left.Count > 0)
            perRow.Add(new FilterRows(left is [var only] ? only : new Logic(true, left)));
    }

    static bool CanFail(Transformation step) => step switch
    {
        FilterRows filter => Domain.CanFail(filter.Condition),
        ComputeColumn compute => Domain.CanFail(compute.Value),
        _ => false,
    };

    /// <summary>The row of a key.</summary>
    public static IEnumerable<Expression> KeyConditions(TableSchema set, IReadOnlyList<Constant> key) => key.Select((value, part) =>
        new Comparison(BinaryOperator.Equal, new ColumnReference(value.Type, set.Key[part], set.Columns[set.Key[part]].Name, false), value));

    /// <summary>The order asked for, and behind it the key: no two rows are equal then.</summary>
    static List<SortColumn> Sort(TableSchema set, IReadOnlyList<Ordering> orderings)
    {
        var sort = orderings.Select(ordering => new SortColumn(((ColumnReference)ordering.Expression).Ordinal, ordering.Descending))
            .Concat(set.Key.Select(ordinal => new SortColumn(ordinal, false)));
        return [.. sort.DistinctBy(column => column.Ordinal)];
    }
}
