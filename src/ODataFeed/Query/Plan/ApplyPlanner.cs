using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Binds <c>$apply</c>: each transformation to the shape the one before it leaves.</summary>
/// <param name="binderOf">Makes a binder for a shape; transformations a lookup needs are added to the list given.</param>
sealed class ApplyPlanner(Func<RowShape, List<Transformation>, Binder> binderOf)
{
    /// <summary>Adds the bound transformations to the steps, and gives the shape they end in.</summary>
    public RowShape Plan(ApplySyntax apply, RowShape input, List<Transformation> steps)
    {
        var shape = input;
        foreach (var transformation in apply.Transformations)
            shape = Plan(transformation, shape, steps);
        return shape;
    }

    RowShape Plan(TransformationSyntax transformation, RowShape shape, List<Transformation> steps)
    {
        var binder = binderOf(shape, steps);
        switch (transformation)
        {
            case IdentitySyntax:
                return shape;
            case FilterTransformationSyntax filter:
                steps.Add(new FilterRows(binder.BindCondition(filter.Predicate, "filter")));
                return shape;
            case SearchTransformationSyntax search:
                steps.Add(new FilterRows(SearchBinder.Bind(search.Search, shape)));
                return shape;
            case ComputeTransformationSyntax compute:
                Compute(compute, shape, binder, steps);
                return shape;
            case OrderByTransformationSyntax orderBy:
                steps.Add(new OrderRows([.. orderBy.Items.Select(item => new Ordering(binder.Bind(item.Expression), item.Descending)).Where(item => item.Expression is not Constant)]));
                return shape;
            case SkipTransformationSyntax skip:
                steps.Add(new SliceRows(skip.Count, long.MaxValue));
                return shape;
            case TopTransformationSyntax top:
                steps.Add(new SliceRows(0, top.Count));
                return shape;
            case RankSyntax rank:
                steps.Add(Rank(rank, binder));
                return shape;
            case AggregateSyntax aggregate:
                return Group([[]], new AggregatePlanner(binder, shape).Plan(aggregate.Items, []), shape, steps);
            case GroupBySyntax groupBy:
                return GroupBy(groupBy, shape, binder, steps);
            case ConcatSyntax concat:
                return Concat(concat, shape, steps);
            default:
                throw FeedErrors.NotSupported(Name(transformation), transformation.Position, "No property of this feed is a collection of entities, which is what it works on.");
        }
    }

    static void Compute(ComputeTransformationSyntax compute, RowShape shape, Binder binder, List<Transformation> steps)
    {
        foreach (var item in compute.Items)
        {
            var value = binder.Bind(item.Expression);
            Unused(shape, item.Name, item.Position);
            steps.Add(new ComputeColumn(item.Name, value));
            shape.Append(new ShapeColumn(item.Name, Known(value.Type), true));
        }
    }

    static RankRows Rank(RankSyntax rank, Binder binder)
    {
        var (amount, value) = (binder.Bind(rank.Amount), binder.Bind(rank.Value));
        var counts = rank.Method is RankMethod.TopCount or RankMethod.BottomCount;
        var percents = rank.Method is RankMethod.TopPercent or RankMethod.BottomPercent;
        var number = (Coercion.Implicitly(amount, EdmType.Decimal) as Constant)?.Value as decimal?;
        if (number is not { } limit || (counts && (limit <= 0 || limit != decimal.Truncate(limit))) || (percents && limit is <= 0 or > 100))
            throw FeedErrors.WrongOperand(rank.Method.ToString().ToLowerInvariant(), counts ? "a whole number above 0 first" : percents ? "a number above 0 and up to 100 first" : "a number first", amount, rank.Amount.Position);
        if (!counts && !value.Type.IsNumber())
            throw FeedErrors.WrongOperand(rank.Method.ToString().ToLowerInvariant(), "a number to add up", value, rank.Value.Position);
        return new RankRows(rank.Method, limit, value);
    }

    static RowShape Group(IReadOnlyList<IReadOnlyList<int>> levels, IReadOnlyList<Aggregate> aggregates, RowShape shape, List<Transformation> steps)
    {
        var output = new RowShape(shape.Set, Columns(levels, shape).Concat(aggregates.Select(aggregate => new ShapeColumn(aggregate.Name, aggregate.Type, true))));
        steps.Add(new GroupRows(levels, aggregates, output));
        return output;
    }

    static IEnumerable<ShapeColumn> Columns(IReadOnlyList<IReadOnlyList<int>> levels, RowShape shape) =>
        levels[0].Select(ordinal => shape.Columns[ordinal] with { Hidden = false, Nullable = true });

    RowShape GroupBy(GroupBySyntax groupBy, RowShape shape, Binder binder, List<Transformation> steps)
    {
        var levels = Grouping(groupBy, binder);
        var groups = Columns(levels, shape).Select(column => column.Name).ToList();
        switch (groupBy.Apply)
        {
            case null:
                return Group(levels, [], shape, steps);
            case { Transformations: [AggregateSyntax aggregate] }:
                return Group(levels, new AggregatePlanner(binder, shape).Plan(aggregate.Items, groups), shape, steps);
        }

        // A lookup within must not append to the rows that the groups are made of after they were made.
        var each = new List<Transformation>();
        var inner = Plan(groupBy.Apply, shape.Copy(), each);
        var output = new RowShape(shape.Set, Columns(levels, shape).Concat(inner.Columns.Where(column => !groups.Contains(column.Name))));
        steps.Add(new TransformGroups(levels, each, inner, output));
        return output;
    }

    /// <summary>The columns to group by: one list, or for a rollup one per level, the most detailed first.</summary>
    static List<IReadOnlyList<int>> Grouping(GroupBySyntax groupBy, Binder binder)
    {
        var levels = new List<List<int>> { new() };
        foreach (var grouping in groupBy.Groupings)
        {
            var ordinals = grouping.Properties
                .Where(property => property is not MemberSyntax { Source: null, Name: "$all" })
                .Select(property => binder.Bind(property) as ColumnReference ?? throw FeedErrors.NotSupported("Grouping by an expression", property.Position, "compute(…) it first and group by its name."))
                .Select(column => column.Ordinal)
                .ToList();
            if (!grouping.Rollup)
            {
                levels.ForEach(level => level.AddRange(ordinals.Except(level)));
                continue;
            }

            var all = grouping.Properties[0] is MemberSyntax { Source: null, Name: "$all" };
            var depths = Enumerable.Range(all ? 0 : 1, ordinals.Count + (all ? 1 : 0)).Reverse();
            levels = [.. depths.SelectMany(depth => levels.Select(level => level.Concat(ordinals.Take(depth).Except(level)).ToList()))];
        }

        return [.. levels];
    }

    RowShape Concat(ConcatSyntax concat, RowShape shape, List<Transformation> steps)
    {
        var branches = new List<(IReadOnlyList<Transformation>, RowShape)>();
        foreach (var sequence in concat.Sequences)
        {
            var branch = new List<Transformation>();
            branches.Add((branch, Plan(sequence, shape.Copy(), branch)));
        }

        var columns = new List<ShapeColumn>();
        foreach (var column in branches.SelectMany(branch => branch.Item2.Visible.Select(ordinal => branch.Item2.Columns[ordinal])))
        {
            var known = columns.FindIndex(other => other.Name == column.Name);
            if (known < 0)
                columns.Add(column with { Nullable = true });
            else
                columns[known] = columns[known] with { Type = Coercion.Common(columns[known].Type, column.Type) ?? throw FeedErrors.ConflictingTypes(column.Name, columns[known].Type, column.Type) };
        }

        var output = new RowShape(shape.Set, columns);
        steps.Add(new ConcatRows(branches, output));
        return output;
    }

    /// <summary>The literal null has no type of its own; as a column it is text.</summary>
    public static EdmType Known(EdmType type) => type == EdmType.Null ? EdmType.String : type;

    public static void Unused(RowShape shape, string name, int position)
    {
        if ((shape.Find(name) is >= 0 and var ordinal && !shape.Columns[ordinal].Hidden) || shape.Schema?.Navigation(name) is not null)
            throw FeedErrors.NameTaken(name, shape.Set, position);
    }

    static string Name(TransformationSyntax transformation) => transformation switch
    {
        JoinSyntax { Outer: true } => "outerjoin",
        JoinSyntax => "join",
        NestSyntax { Path: null } => "nest",
        NestSyntax => "addnested",
        OtherTransformationSyntax other => other.Name,
        _ => transformation.ToString(),
    };
}
