using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Binds <c>$apply</c>: each transformation to the shape the one before it leaves.</summary>
/// <param name="binderOf">Makes a binder for a shape; transformations a lookup needs are added to the list given.</param>
/// <param name="context">Knows the sets that are joined, and counts the columns that branches of the query copy.</param>
sealed class ApplyPlanner(Func<RowShape, List<Transformation>, Binder> binderOf, BindingContext context)
{
    /// <summary>Each is a grouping of all rows; the levels of several rollups multiply.</summary>
    const int MostLevels = 100;

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
        return transformation switch
        {
            IdentitySyntax => shape,
            FilterTransformationSyntax filter => Step(new FilterRows(binder.BindCondition(filter.Predicate, "filter"))),
            SearchTransformationSyntax search => Step(new FilterRows(SearchBinder.Bind(search.Search, shape))),
            ComputeTransformationSyntax compute => Compute(compute, shape, binder, steps),
            OrderByTransformationSyntax orderBy => Step(Order(orderBy, binder)),
            SkipTransformationSyntax skip => Step(new SliceRows(skip.Count, long.MaxValue)),
            TopTransformationSyntax top => Step(new SliceRows(0, top.Count)),
            RankSyntax rank => Step(Rank(rank, binder)),
            AggregateSyntax aggregate => Group([[]], new AggregatePlanner(binder, shape).Plan(aggregate.Items, []), shape, steps, aggregate.Position),
            GroupBySyntax groupBy => GroupBy(groupBy, shape, binder, steps),
            ConcatSyntax concat => Concat(concat, shape, steps),
            JoinSyntax join => new JoinPlanner(this, context.Model).Join(join, shape, steps),
            NestSyntax { Path: not null } nested => new JoinPlanner(this, context.Model).AddNested(nested, shape, steps),
            NestSyntax nest => Nest(nest, shape, steps),
            OtherTransformationSyntax { Name: "expand" } other => throw FeedErrors.NotSupported(other.Name, other.Position, "Use addnested, or $expand."),
            _ => throw FeedErrors.NotSupported(Name(transformation), transformation.Position, "No entity of this feed is above or below another of its set."),
        };

        RowShape Step(Transformation step)
        {
            steps.Add(step);
            return shape;
        }
    }

    static OrderRows Order(OrderByTransformationSyntax orderBy, Binder binder) =>
        new([.. orderBy.Items.Select(item => new Ordering(binder.Bind(item.Expression), item.Descending)).Where(item => item.Expression is not Constant)]);

    static RowShape Compute(ComputeTransformationSyntax compute, RowShape shape, Binder binder, List<Transformation> steps)
    {
        foreach (var item in compute.Items)
        {
            var value = binder.Bind(item.Expression);
            Unused(shape, item.Name, item.Position);
            steps.Add(new ComputeColumn(item.Name, value));
            shape.Append(new ShapeColumn(item.Name, Known(value.Type), true));
        }

        return shape;
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

    static RowShape Group(IReadOnlyList<IReadOnlyList<int>> levels, IReadOnlyList<Aggregate> aggregates, RowShape shape, List<Transformation> steps, int position)
    {
        var output = new RowShape(shape.Set, Columns(levels, shape).Concat(aggregates.Select(aggregate => new ShapeColumn(aggregate.Name, aggregate.Type, true))));
        steps.Add(new GroupRows(levels, aggregates, output.Copy()));
        return Separate(output, position);
    }

    static IEnumerable<ShapeColumn> Columns(IReadOnlyList<IReadOnlyList<int>> levels, RowShape shape) =>
        levels[0].Select(ordinal => shape.Columns[ordinal] with { Hidden = false, Nullable = true });

    RowShape GroupBy(GroupBySyntax groupBy, RowShape shape, Binder binder, List<Transformation> steps)
    {
        var levels = Grouping(groupBy, binder, shape);
        var groups = Columns(levels, shape).Select(column => column.Name).ToList();
        switch (groupBy.Apply)
        {
            case null:
                return Group(levels, [], shape, steps, groupBy.Position);
            case { Transformations: [AggregateSyntax aggregate] }:
                return Group(levels, new AggregatePlanner(binder, shape).Plan(aggregate.Items, groups), shape, steps, aggregate.Position);
        }

        // A lookup within must not append to the rows that the groups are made of after they were made.
        var each = new List<Transformation>();
        var inner = Plan(groupBy.Apply, Copy(shape), each);
        var output = new RowShape(shape.Set, Columns(levels, shape).Concat(inner.Columns.Where(column => !groups.Contains(column.Name))));
        output.Keep(inner.Objects);
        steps.Add(new TransformGroups(levels, each, inner, output.Copy()));
        return Separate(output, groupBy.Position);
    }

    /// <summary>The columns to group by: one list, or for a rollup one per level, the most detailed first.</summary>
    static List<IReadOnlyList<int>> Grouping(GroupBySyntax groupBy, Binder binder, RowShape shape)
    {
        var levels = new List<List<int>> { new() };
        foreach (var grouping in groupBy.Groupings)
        {
            var ordinals = grouping.Properties
                .Where(property => property is not MemberSyntax { Source: null, Name: "$all" })
                .Select(property => Property(property, shape))
                .Select(property => binder.Bind(property) as ColumnReference ?? throw FeedErrors.NotSupported("Grouping by an expression", property.Position, "compute(…) it first and group by its name."))
                .Select(column => column.Ordinal)
                .ToList();
            if (!grouping.Rollup)
            {
                levels.ForEach(level => level.AddRange(ordinals.Except(level)));
                continue;
            }

            var all = grouping.Properties[0] is MemberSyntax { Source: null, Name: "$all" };
            if (!all && ordinals.Count == 1)
                throw FeedErrors.NotSupported("rollup of a named hierarchy", grouping.Position, "Name its properties, the coarsest first: rollup(Quarter,Month).");
            var depths = Enumerable.Range(all ? 0 : 1, ordinals.Count + (all ? 1 : 0)).Reverse().ToList();
            if (levels.Count * depths.Count > MostLevels)
                throw FeedErrors.TooManyLevels(MostLevels, grouping.Position);
            levels = [.. levels.SelectMany(level => depths.Select(depth => level.Concat(ordinals.Take(depth).Except(level)).ToList()))];
        }

        return [.. levels];
    }

    /// <summary>Refuses to group by entities; their key says the same.</summary>
    static ExpressionSyntax Property(ExpressionSyntax property, RowShape shape)
    {
        var names = shape.Objects.Select(entity => entity.Name).Concat(shape.Schema?.Navigations.Select(navigation => navigation.Name) ?? []);
        return property is MemberSyntax { Source: null or VariableSyntax { Name: "$it" } } member && names.Contains(member.Name)
            ? throw FeedErrors.NotSupported($"Grouping by the entity {member.Name}", member.Position, $"Group by properties of it: {member.Name}/….")
            : property;
    }

    RowShape Concat(ConcatSyntax concat, RowShape shape, List<Transformation> steps)
    {
        var branches = new List<(IReadOnlyList<Transformation>, RowShape)>();
        foreach (var sequence in concat.Sequences)
        {
            var branch = new List<Transformation>();
            branches.Add((branch, Plan(sequence, Copy(shape), branch)));
        }

        var columns = new OrderedDictionary<string, ShapeColumn>(StringComparer.Ordinal);
        foreach (var column in branches.SelectMany(branch => branch.Item2.Visible.Append(branch.Item2.Members).Where(ordinal => ordinal >= 0).Order().Select(ordinal => branch.Item2.Columns[ordinal])))
        {
            columns[column.Name] = columns.TryGetValue(column.Name, out var known) ? Both(known, column, concat.Position) : column with { Nullable = true };
        }

        // Where no part aggregates, the rows still are entities of the set, and its columns come first.
        var output = new RowShape(shape.Set, columns.Values, branches.TrueForAll(branch => branch.Item2.Schema is not null) ? shape.Schema : null);
        output.Keep(branches.SelectMany(branch => branch.Item2.Objects));
        steps.Add(new ConcatRows(branches, output.Copy()));
        return Separate(output, concat.Position);
    }

    /// <summary>A column that several parts of <c>concat</c> have.</summary>
    static ShapeColumn Both(ShapeColumn known, ShapeColumn column, int position)
    {
        if (column.Members is not null && column.Members == known.Members)
            return known;
        if (column.Type == EdmType.Collection || known.Type == EdmType.Collection)
            throw FeedErrors.NotSupported($"A collection '{column.Name}' in two parts of concat", position, "Give one of them another name.");
        return known with { Type = Coercion.Common(known.Type, column.Type) ?? throw FeedErrors.ConflictingTypes(column.Name, known.Type, column.Type) };
    }

    /// <summary><c>nest</c>: one row that has the result of each sequence as a collection.</summary>
    RowShape Nest(NestSyntax nest, RowShape shape, List<Transformation> steps)
    {
        var branches = new List<(IReadOnlyList<Transformation>, string)>();
        var output = new RowShape(shape.Set, []);
        foreach (var (sequence, name) in nest.Items)
        {
            Unused(shape, name, nest.Position);
            Unused(output, name, nest.Position);
            var branch = new List<Transformation>();
            var members = Plan(sequence, Copy(shape), branch);
            branches.Add((branch, name));
            output.Append(new ShapeColumn(name, EdmType.Collection, Nullable: true) { Members = members });
        }

        steps.Add(new NestRows(branches, output.Copy()));
        return output;
    }

    /// <summary>Refuses rows in which one name would be that of a value and of an object: <c>Date</c> beside <c>Date/Year</c>.</summary>
    static RowShape Separate(RowShape output, int position)
    {
        var objects = output.Columns.Where(column => column.Name.Contains('/', StringComparison.Ordinal)).Select(column => column.Name.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        return output.Columns.FirstOrDefault(column => objects.Contains(column.Name)) is { } both ? throw FeedErrors.NameTaken(both.Name, output.Set, position) : output;
    }

    /// <summary>A shape of its own: what comes later appends to the shape it is given, and must not to those that steps hold.</summary>
    RowShape Copy(RowShape shape)
    {
        context.Copy(shape.Columns.Count);
        return shape.Copy();
    }

    /// <summary>The literal null has no type of its own; as a column it is text.</summary>
    public static EdmType Known(EdmType type) => type == EdmType.Null ? EdmType.String : type;

    public static void Unused(RowShape shape, string name, int position)
    {
        var within = name + "/";
        if (shape.Find(name) >= 0
            || shape.Visible.Any(ordinal => shape.Columns[ordinal].Name.StartsWith(within, StringComparison.Ordinal))
            || shape.Schema?.Navigation(name) is not null)
            throw FeedErrors.NameTaken(name, shape.Set, position);
    }

    /// <summary>A transformation's name, for messages.</summary>
    public static string Name(TransformationSyntax transformation) => transformation switch
    {
        JoinSyntax { Outer: true } => "outerjoin",
        JoinSyntax => "join",
        NestSyntax { Path: null } => "nest",
        NestSyntax => "addnested",
        OtherTransformationSyntax other => other.Name,
        _ => transformation.ToString().Split('(')[0],
    };
}
