using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Binds the items of <c>aggregate(…)</c>: methods, result names and result types.</summary>
sealed class AggregatePlanner(Binder binder, RowShape shape)
{
    const string Methods = "sum, min, max, average or countdistinct";

    /// <param name="taken">Names the result has already: those of the grouping columns.</param>
    public IReadOnlyList<Aggregate> Plan(IReadOnlyList<AggregateItemSyntax> items, IReadOnlyCollection<string> taken)
    {
        var names = new HashSet<string>(taken, StringComparer.Ordinal);
        var aggregates = new List<Aggregate>();
        foreach (var item in items)
        {
            var aggregate = Plan(item);
            if (!names.Add(aggregate.Name))
                throw FeedErrors.NameTaken(aggregate.Name, shape.Set, item.Position);
            aggregates.Add(aggregate);
        }

        return aggregates;
    }

    Aggregate Plan(AggregateItemSyntax item)
    {
        if (item.Nested is not null || (item.IsCount && item.Expression is not null))
            throw FeedErrors.NotSupported("Aggregating a related collection", item.Position, "No property of this feed is a collection of entities.");
        if (item.Name is null)
            throw FeedErrors.AliasMissing(item.Position);
        if (item.IsCount)
            return new Aggregate(item.Name, AggregateMethod.Count, null, EdmType.Decimal, []);
        if (item.Method is null)
            throw FeedErrors.MethodMissing(item.Position, Methods);
        var value = binder.Bind(item.Expression!);
        var method = Method(item.Method, item.Position);
        var type = TypeOf(method, value.Type, value, item.Position);
        var from = new List<(IReadOnlyList<int>, AggregateMethod, EdmType)>();
        var result = type;
        foreach (var clause in item.From)
        {
            if (clause.Method is null)
                throw FeedErrors.MethodMissing(clause.Position, Methods);
            var fold = Method(clause.Method, clause.Position);
            result = TypeOf(fold, result, value, clause.Position);
            from.Add(([.. clause.Groupings.Select(Grouping)], fold, result));
        }

        // The type of the whole is that of its last fold; the first method's own type is what the folds begin with.
        return new Aggregate(item.Name, method, value, from.Count == 0 ? type : result, from) { FirstType = type };
    }

    int Grouping(ExpressionSyntax property) => binder.Bind(property) is ColumnReference column
        ? column.Ordinal
        : throw FeedErrors.NotSupported("Grouping by an expression", property.Position, "compute(…) it first and group by its name.");

    static AggregateMethod Method(string name, int position) => name.ToLowerInvariant() switch
    {
        "sum" => AggregateMethod.Sum,
        "min" => AggregateMethod.Min,
        "max" => AggregateMethod.Max,
        "average" => AggregateMethod.Average,
        "countdistinct" => AggregateMethod.CountDistinct,
        _ => throw FeedErrors.NotSupported($"The aggregation method '{name}'", position, $"Legal: {Methods}."),
    };

    /// <summary>Sums of integers are Int64, counts are Decimal, averages are Double, extremes keep their type.</summary>
    static EdmType TypeOf(AggregateMethod method, EdmType type, Expression value, int position) => (method, type) switch
    {
        (AggregateMethod.CountDistinct or AggregateMethod.Count, _) => EdmType.Decimal,
        (AggregateMethod.Min or AggregateMethod.Max, _) => ApplyPlanner.Known(type),
        (AggregateMethod.Sum, EdmType.Int32 or EdmType.Int64) => EdmType.Int64,
        (AggregateMethod.Sum, EdmType.Decimal or EdmType.Double or EdmType.Duration) => type,
        (AggregateMethod.Average, _) when type.IsNumber() => EdmType.Double,
        _ => throw FeedErrors.WrongOperand(method.ToString().ToLowerInvariant(), method == AggregateMethod.Sum ? "a number or a duration" : "a number", value, position),
    };
}
