using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>Names and paths: which column or computed expression they mean (OData part 2 §5.1.1.13–§5.1.1.15).</summary>
sealed partial class Binder
{
    /// <summary>A path within an expression. A cast to the type an entity has anyway is no part of it.</summary>
    /// <param name="Text">The names joined by slashes.</param>
    /// <param name="OfRow">It begins with <c>$it</c>, the row of the request, whatever names mean by themselves.</param>
    readonly record struct NamePath(string Text, bool OfRow);

    string Addressed => within?.Target.Name ?? shape.Set;

    IEnumerable<string> Known => (within?.Target.Properties.Select(column => column.Name) ?? shape.Columns.Select(column => column.Name).Where(name => name != DynamicProperties.Column)).Concat(computed?.Keys ?? []);

    Expression Member(MemberSyntax member)
    {
        if (member.Source is CallSyntax { Source: VariableSyntax { Name: "$root" } } entity)
            return OfRoot(entity, member);
        if (PathOf(member) is not { } path)
        {
            throw variable is null
                ? FeedErrors.UnknownProperty(member.ToString(), Addressed, member.Position, Known)
                : FeedErrors.NotSupported($"'{member}', which is not behind the range variable {variable},", member.Position, $"Within any and all write {variable}/….");
        }

        if (IsOfTarget(path))
            return OfTarget(path.Text, member.Position);
        if (within is null && computed?.GetValueOrDefault(path.Text) is { } expression)
            return Again(expression);
        var ordinal = shape.Find(path.Text);
        if (ordinal < 0 || shape.Columns[ordinal].Members is not null)
            RefuseCollection(member, path.Text);
        if (ordinal < 0)
            ordinal = Related(path.Text, member) ?? shape.Dynamic(path.Text, lookups);
        if (ordinal < 0)
            throw FeedErrors.UnknownProperty(path.Text, shape.Set, member.Position, Known);
        return Reference(ordinal);
    }

    bool IsOfTarget(NamePath path) => within is not null && !path.OfRow;

    Expression OfTarget(string name, int position)
    {
        if (computed?.GetValueOrDefault(name) is { } expression)
            return Again(expression);
        var ordinal = within!.Target.Find(name);
        return ordinal >= 0
            ? Reference(shape.Relate(within.Navigation, within.Target, ordinal, lookups))
            : throw FeedErrors.UnknownProperty(name, within.Target.Name, position, Known);
    }

    Expression Again(Expression expression)
    {
        context.Repeat(expression);
        return expression;
    }

    ColumnReference Reference(int ordinal)
    {
        var column = shape.Columns[ordinal];
        return new ColumnReference(column.Type, ordinal, column.Name, column.Nullable);
    }

    /// <summary>Null where the path begins with anything but a name, a range variable, <c>$it</c>, or within an expanded property <c>$this</c>.</summary>
    NamePath? PathOf(ExpressionSyntax? syntax) => syntax switch
    {
        null when variable is null => new NamePath("", false),
        MemberSyntax { Source: null } name when name.Name == variable => new NamePath("", false),
        VariableSyntax { Name: "$it" } when variable is null => new NamePath("", true),
        VariableSyntax { Name: "$this" } when within is not null => new NamePath("", false),
        MemberSyntax member when PathOf(member.Source) is { } before => before with { Text = before.Text.Length == 0 ? member.Name : $"{before.Text}/{member.Name}" },
        TypeSyntax type when PathOf(type.Source) is { } before && TypeAt(before) is { } found && FeedModel.TypeName(found) == type.Name => before,
        _ => null,
    };

    /// <summary>The set of the entity a path leads to; null where it leads to a value.</summary>
    TableSchema? TypeAt(NamePath path)
    {
        var start = IsOfTarget(path) ? within!.Target : shape.Schema;
        return path.Text.Length == 0 ? start
            : start?.Navigation(path.Text) is { } navigation ? context.Model.Find(navigation.Target)
            : null;
    }

    /// <summary>The hidden column for a property behind a navigation property; null where there is none such.</summary>
    int? Related(string path, MemberSyntax member)
    {
        var names = path.Split('/');
        if (shape.Schema?.Navigation(names[0]) is not { } navigation)
            return null;
        var target = context.Model.Find(navigation.Target)!;
        if (names.Length == 1)
            throw FeedErrors.EntityAsValue(navigation.Name, target, member.Position);
        var ordinal = names.Length == 2 ? target.Find(names[1]) : -1;
        return ordinal >= 0
            ? shape.Relate(navigation, target, ordinal, lookups)
            : throw FeedErrors.UnknownProperty(string.Join('/', names.Skip(1)), target.Name, member.Position, target.Properties.Select(column => column.Name));
    }

    /// <summary>
    /// <c>Nav eq null</c>, true where the property leads nowhere, and <c>Nav ne null</c> (OData 4.01 part 2 §5.1.1.1); null where no side
    /// is a navigation property.
    /// </summary>
    Comparison? NullCheck(BinarySyntax comparison)
    {
        if (JoinedCheck(comparison) is { } check)
            return check;
        var left = NavigationAt(comparison.Left);
        if ((left ?? NavigationAt(comparison.Right)) is not { } navigation)
            return null;
        var target = context.Model.Find(navigation.Target)!;
        var other = left is null ? comparison.Left : comparison.Right;
        if (comparison.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual) || NavigationAt(other) is not null || Bind(other) is not Constant { Value: null } @null)
            throw FeedErrors.EntityAsValue(navigation.Name, target, comparison.Left.Position);
        var key = Reference(shape.Relate(navigation, target, target.Key[0], lookups));
        return new Comparison(comparison.Operator, key, new Constant(key.Type, @null.Value));
    }

    NavigationSchema? NavigationAt(ExpressionSyntax syntax) =>
        syntax is MemberSyntax && PathOf(syntax) is { } path && !IsOfTarget(path) ? shape.Schema?.Navigation(path.Text) : null;

    /// <summary>A property of an entity named by its set and key, the same for every row.</summary>
    ColumnReference OfRoot(CallSyntax entity, MemberSyntax member)
    {
        var set = context.Model.Find(entity.Name) ?? throw FeedErrors.UnknownSet(entity.Name, entity.Position, context.Model);
        var ordinal = set.Find(member.Name);
        if (ordinal < 0)
            throw FeedErrors.UnknownProperty(member.Name, set.Name, member.Position, set.Properties.Select(column => column.Name));
        var key = Keys.Bind(set, [.. entity.Arguments.Select(argument => argument is NamedArgumentSyntax named
            ? new KeySyntax(named.Name, named.Value, named.Position)
            : new KeySyntax(null, argument, argument.Position))], this);
        var name = $"$root/{set.Name}({string.Join(',', key)})/{member.Name}";
        if (shape.Find(name) is >= 0 and var known)
            return Reference(known);
        lookups.Add(new RootColumn(name, set.Name, key, ordinal));
        return Reference(shape.Append(new ShapeColumn(name, EdmTypes.Of(set.Columns[ordinal].Type), true, Hidden: true)));
    }
}
