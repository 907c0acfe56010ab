using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>
/// Binds <c>join</c>, <c>outerjoin</c> and <c>addnested</c> (Data Aggregation §3.4, §3.5). A navigation property of this feed leads to
/// at most one entity, so it counts as a collection of at most one. What is nested in them works on the target set: for transformations
/// that look at each row alone it is the same whether they run over the whole set or over the one entity that a row leads to.
/// </summary>
sealed class JoinPlanner(ApplyPlanner transformations, FeedModel model)
{
    public RowShape Join(JoinSyntax join, RowShape shape, List<Transformation> steps) =>
        Add(join.Path, join.Name, join.Apply, join.Outer, ApplyPlanner.Name(join), join.Position, shape, steps);

    /// <summary>A row whose entity is missing, or does not pass, keeps its place and has null: what an outer join gives.</summary>
    public RowShape AddNested(NestSyntax nest, RowShape shape, List<Transformation> steps) =>
        nest.Items.Aggregate(shape, (rows, item) => Add(nest.Path!, item.Name, item.Apply, outer: true, ApplyPlanner.Name(nest), nest.Position, rows, steps));

    RowShape Add(ExpressionSyntax path, string name, ApplySyntax? sequence, bool outer, string transformation, int position, RowShape shape, List<Transformation> steps)
    {
        var navigation = NavigationOf(path, transformation, shape);
        ApplyPlanner.Unused(shape, name, position);
        var target = model.Find(navigation.Target)!;
        var (inner, each) = (RowShape.Of(target), new List<Transformation>());
        if (sequence is not null)
            inner = transformations.Plan(RowByRow(sequence, transformation), inner, each);
        int[] columns = [.. inner.Visible];
        steps.Add(new JoinRows(name, navigation.Column, target.Name, each, columns, outer));
        foreach (var ordinal in columns)
            shape.Append(new ShapeColumn($"{name}/{inner.Columns[ordinal].Name}", inner.Columns[ordinal].Type, Nullable: true));
        shape.Append(new ShapeObject(name, $"{name}/{target.Columns[target.Key[0]].Name}", target));
        return shape;
    }

    static NavigationSchema NavigationOf(ExpressionSyntax path, string transformation, RowShape shape)
    {
        var navigations = shape.Schema?.Navigations ?? [];
        if (path is not MemberSyntax { Source: null or VariableSyntax { Name: "$it" } } member)
            throw FeedErrors.NotSupported($"The path '{path}' in {transformation}", path.Position, $"Name a navigation property: {string.Join(" or ", navigations.Select(navigation => navigation.Name))}.");
        if (navigations.FirstOrDefault(navigation => navigation.Name == member.Name) is { } found)
            return found;
        throw shape.Find(member.Name) < 0
            ? FeedErrors.UnknownProperty(member.Name, shape.Set, member.Position, navigations.Select(navigation => navigation.Name))
            : FeedErrors.NoNavigation(transformation, member, navigations.Select(navigation => navigation.Name));
    }

    static ApplySyntax RowByRow(ApplySyntax sequence, string transformation)
    {
        var other = sequence.Transformations.FirstOrDefault(item =>
            item is not (IdentitySyntax or FilterTransformationSyntax or SearchTransformationSyntax or ComputeTransformationSyntax));
        return other is null
            ? sequence
            : throw FeedErrors.NotSupported($"{ApplyPlanner.Name(other)} within {transformation}", other.Position, "Use filter, search, compute and identity there; the rest behind it.");
    }
}
