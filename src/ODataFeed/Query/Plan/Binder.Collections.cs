using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Expressions on the collections that <c>nest</c> makes; all come down to counting (OData 4.01 part 2 §5.1.1.13).</summary>
sealed partial class Binder
{
    CountOf Count(CountSyntax count)
    {
        var (collection, members) = CollectionOf(count.Source, "'/$count' in an expression", count.Position);
        var terms = new List<Expression>();
        if (count.Filter is not null)
            terms.Add(OfMembers(members, null).BindCondition(count.Filter, "$filter"));
        if (count.Search is not null)
            terms.Add(SearchBinder.Bind(count.Search, members));
        return new CountOf(collection, terms.Count == 2 ? new Logic(true, terms) : terms.SingleOrDefault());
    }

    /// <summary><c>any</c>: there are some of which it is true. <c>all</c>: it is true of as many as there are.</summary>
    Comparison Lambda(LambdaSyntax lambda)
    {
        var (collection, members) = CollectionOf(lambda.Source, "any/all", lambda.Position);
        var condition = lambda.Predicate is null ? null : OfMembers(members, lambda.Variable).BindCondition(lambda.Predicate, lambda.All ? "all" : "any");
        return lambda.All
            ? new Comparison(BinaryOperator.Equal, new CountOf(collection, condition), new CountOf(collection, null))
            : new Comparison(BinaryOperator.GreaterThan, new CountOf(collection, condition), new Constant(EdmType.Int64, 0L));
    }

    (ColumnReference Collection, RowShape Members) CollectionOf(ExpressionSyntax? source, string what, int position)
    {
        if (source is MemberSyntax member && PathOf(member)?.Text is { } path && shape.Find(path) is >= 0 and var ordinal && shape.Columns[ordinal].Members is { } members)
            return (new ColumnReference(EdmType.Collection, ordinal, path, Nullable: true), members);
        throw FeedErrors.NotSupported(what, position, "Only what nest made in $apply is a collection.");
    }

    /// <summary>The rows of a collection are made already: nothing can be looked up for them any more.</summary>
    Binder OfMembers(RowShape members, string? of) => new(new RowShape(members.Set, members.Columns), context, [], variable: of);

    /// <summary>Throws where the name, or what it begins with, is a collection.</summary>
    void RefuseCollection(MemberSyntax member, string? path)
    {
        if (path?.Split('/')[0] is { } first && shape.Find(first) is >= 0 and var ordinal && shape.Columns[ordinal].Members is not null)
            throw FeedErrors.NotSupported($"The collection {first} as a value", member.Position, $"Use {first}/$count, {first}/any(…) or {first}/all(…).");
    }

    /// <summary><c>X eq null</c> and <c>X ne null</c> for an entity that <c>join</c> and its kin put into the rows.</summary>
    Comparison? JoinedCheck(BinarySyntax comparison)
    {
        var left = Joined(comparison.Left);
        if ((left ?? Joined(comparison.Right)) is not { } entity)
            return null;
        var other = left is null ? comparison.Left : comparison.Right;
        if (comparison.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual) || other is not LiteralSyntax { Kind: LiteralKind.Null })
            throw FeedErrors.EntityAsValue(entity.Name, entity.Target, comparison.Left.Position);
        var key = Reference(shape.Find(entity.Present));
        return new Comparison(comparison.Operator, key, new Constant(key.Type, null));
    }

    ShapeObject? Joined(ExpressionSyntax syntax) =>
        within is null && PathOf(syntax)?.Text is { } path ? shape.Objects.FirstOrDefault(entity => entity.Name == path) : null;
}
