using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>What one item of <c>$expand</c> adds to the answer.</summary>
/// <param name="Columns">Those of the object, their names below its own; or the one that is answered as a reference.</param>
/// <param name="Object">The object; null for a reference.</param>
/// <param name="Selected">The names selected within; null where nothing was.</param>
sealed record Expansion(string Name, IReadOnlyList<OutputColumn> Columns, OutputObject? Object, IReadOnlyList<string>? Selected);

/// <summary>Binds items of <c>$expand</c>. All navigation properties here lead to one entity, so options for collections are refused.</summary>
/// <param name="steps">Gets the transformations that fetch the columns of the entity.</param>
sealed class ExpandPlanner(RowShape shape, BindingContext context, List<Transformation> steps)
{
    /// <summary>The expansions in the order asked for; <c>*</c> stands for all that are not named by themselves.</summary>
    public IReadOnlyList<Expansion> Plan(IReadOnlyList<ExpandSyntax> items)
    {
        var navigations = shape.Schema?.Navigations ?? [];
        var named = items.Select(item => NameOf(item)).Where(name => name != "*").ToList();
        var found = new List<Expansion>();
        foreach (var item in items)
        {
            if (item.Suffix is ExpandSuffix.Value or ExpandSuffix.Count)
                throw FeedErrors.ExpandSuffixNotAllowed(shape.Set, item);
            var (name, rest) = NameOf(item) == "*" ? ("*", []) : (NameOf(item), item.Path.SkipWhile(segment => segment == OwnType).Skip(1).ToList());
            if (name == "*")
            {
                found.AddRange(navigations.Where(each => !named.Contains(each.Name)).Select(each => Plan(item, each)));
                continue;
            }

            var navigation = navigations.FirstOrDefault(navigation => navigation.Name == name)
                ?? throw FeedErrors.NoNavigation(name, shape.Set, item.Position, navigations.Select(navigation => navigation.Name).Concat(shape.Objects.Select(entity => entity.Name)));
            if (rest.Any(segment => segment != FeedModel.TypeName(context.Model.Find(navigation.Target)!)))
                throw FeedErrors.NoNavigation(rest[0], navigation.Target, item.Position, []);
            if (found.Any(other => other.Name == name))
                throw FeedErrors.ExpandedTwice(name);
            found.Add(Plan(item, navigation));
        }

        return found;
    }

    string OwnType => shape.Schema is null ? "" : FeedModel.TypeName(shape.Schema);

    /// <summary>The first segment that is not a cast to the type the rows have anyway.</summary>
    string NameOf(ExpandSyntax item) => item.Path.FirstOrDefault(segment => segment != OwnType) ?? "";

    Expansion Plan(ExpandSyntax item, NavigationSchema navigation)
    {
        var options = item.Options ?? QuerySyntax.Empty;
        var target = context.Model.Find(navigation.Target)!;
        CheckOptions(options, navigation, target);
        var computed = new Dictionary<string, Expression>(StringComparer.Ordinal);
        var binder = new Binder(shape, context, steps, computed, new RelatedScope(navigation, target));
        foreach (var compute in options.Compute ?? [])
        {
            if (target.Find(compute.Name) >= 0 || computed.ContainsKey(compute.Name))
                throw FeedErrors.NameTaken(compute.Name, target.Name, compute.Position);
            computed.Add(compute.Name, binder.Bind(compute.Expression));
        }

        var condition = options.Filter is null ? null : binder.BindCondition(options.Filter, $"$filter of {navigation.Name}");
        var key = Guarded(Related(navigation, target, target.Key[0]), condition);
        if (item.Suffix == ExpandSuffix.Ref)
            return new Expansion(navigation.Name, [key with { Name = navigation.Name, Target = target }], null, null);
        var columns = Selected(options, navigation, target, computed);
        return new Expansion(
            navigation.Name,
            [.. columns.Select(column => Guarded(column, condition))],
            new OutputObject(navigation.Name, key, target),
            options.Select is { Count: > 0 } ? [.. columns.Select(column => column.Name[(navigation.Name.Length + 1)..])] : null);
    }

    /// <summary>Where the entity does not match a condition, it is as if there were none.</summary>
    OutputColumn Guarded(OutputColumn column, Expression? condition)
    {
        if (condition is null)
            return column;
        var value = column.Computed ?? new ColumnReference(column.Type, column.Ordinal, shape.Columns[column.Ordinal].Name, true);
        return column with { Ordinal = -1, Computed = new Case(column.Type, [(condition, value)]) };
    }

    OutputColumn Related(NavigationSchema navigation, TableSchema target, int ordinal)
    {
        var column = shape.Relate(navigation, target, ordinal, steps);
        return new OutputColumn(shape.Columns[column].Name, shape.Columns[column].Type, column);
    }

    List<OutputColumn> Selected(QuerySyntax options, NavigationSchema navigation, TableSchema target, Dictionary<string, Expression> computed)
    {
        var all = Enumerable.Range(0, target.Columns.Count).Select(ordinal => target.Columns[ordinal].Name).Concat(computed.Keys).ToList();
        var columns = new List<OutputColumn>();
        var names = options.Select is { Count: > 0 } selects ? selects.SelectMany(select => Names(select, target, all)) : all;
        foreach (var name in names.Distinct())
        {
            columns.Add(computed.TryGetValue(name, out var expression)
                ? new OutputColumn($"{navigation.Name}/{name}", ApplyPlanner.Known(expression.Type), -1, expression) { Declared = false }
                : Related(navigation, target, target.Find(name)));
        }

        return columns;
    }

    static List<string> Names(SelectSyntax select, TableSchema target, List<string> all)
    {
        if (select.IsStar)
            return all;
        var name = string.Join('/', select.Path.SkipWhile(segment => segment == FeedModel.TypeName(target)));
        if (!all.Contains(name))
            throw FeedErrors.UnknownProperty(name, target.Name, select.Position, all);
        return select.Options is null ? [name] : throw FeedErrors.SelectOptionNotAllowed(name);
    }

    static void CheckOptions(QuerySyntax options, NavigationSchema navigation, TableSchema target)
    {
        (string Name, object? Value)[] collectionOnly =
        [
            ("$orderby", options.OrderBy), ("$top", options.Top), ("$skip", options.Skip), ("$count", options.Count), ("$search", options.Search), ("$apply", options.Apply),
        ];
        foreach (var (name, value) in collectionOnly)
        {
            if (value is not null)
                throw FeedErrors.NestedOptionNotAllowed(name, navigation.Name);
        }

        if (options.Levels is not null)
            throw FeedErrors.LevelsNotAllowed(navigation.Name, target.Name);
        if (options.Expand is [var nested, ..])
            throw FeedErrors.NoNavigation(string.Join('/', nested.Path), target.Name, nested.Position, []);
    }
}
