using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;

namespace ODataFeed.Query.Database;

/// <summary>Which stored columns our operators and the answer read; the others need not leave the database.</summary>
sealed class ColumnUse
{
    readonly HashSet<int> _ordinals = [];
    readonly int _width;

    ColumnUse(int width) => _width = width;

    public static IReadOnlyCollection<int> Of(QueryPlan plan, IReadOnlyList<Transformation> perRow, IReadOnlyList<Transformation> rest)
    {
        var use = new ColumnUse(plan.Set.Columns.Count);
        if (use.Keeps(perRow) && use.Keeps(rest))
        {
            use.Add(plan.Dynamic);
            use.Add(plan.OrderBy.Select(ordering => ordering.Expression));
            foreach (var column in plan.Select.Concat(plan.Objects.Select(entry => entry.Key)))
            {
                use.Add(column.Ordinal);
                if (column.Computed is not null)
                    use.Add([column.Computed]);
            }
        }

        return use._ordinals;
    }

    /// <summary>Adds what the steps read, and says whether their rows still are the stored ones.</summary>
    bool Keeps(IEnumerable<Transformation> steps)
    {
        foreach (var step in steps)
        {
            if (!Keeps(step))
                return false;
        }

        return true;
    }

    bool Keeps(Transformation step)
    {
        switch (step)
        {
            case FilterRows filter:
                Add([filter.Condition]);
                return true;
            case ComputeColumn compute:
                Add([compute.Value]);
                return true;
            case RelateColumn relate:
                Add(relate.Own);
                return true;
            case DynamicColumn dynamic:
                Add(dynamic.Members);
                return true;
            case OrderRows order:
                Add(order.Orderings.Select(ordering => ordering.Expression));
                return true;
            case SliceRows or RootColumn:
                return true;
            case RankRows rank:
                Add([rank.Value]);
                return true;
            case GroupRows group:
                AddAll(group.Levels.SelectMany(level => level).Concat(group.Aggregates.SelectMany(aggregate => aggregate.From).SelectMany(from => from.By)));
                Add(group.Aggregates.Select(aggregate => aggregate.Value).OfType<Expression>());
                return false;
            default:
                // What runs per group or branch may answer any column.
                AddAll(Enumerable.Range(0, _width));
                return false;
        }
    }

    void Add(IEnumerable<Expression> expressions) => AddAll(expressions.SelectMany(Domain.References).Select(reference => reference.Ordinal));

    void AddAll(IEnumerable<int> ordinals)
    {
        foreach (var ordinal in ordinals)
            Add(ordinal);
    }

    void Add(int ordinal)
    {
        if (ordinal >= 0 && ordinal < _width)
            _ordinals.Add(ordinal);
    }
}
