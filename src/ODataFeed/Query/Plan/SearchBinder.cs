using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>
/// Binds <c>$search</c>: a term matches a row where any of its text columns contains it, whatever the case. A column that is null
/// contains nothing, so the opposite of a term is never undecided.
/// </summary>
static class SearchBinder
{
    static readonly Function Contains = Functions.Named("contains").Single();

    static readonly Function ToLower = Functions.Named("tolower").Single();

    public static Expression Bind(SearchSyntax search, RowShape shape) => search switch
    {
        SearchTermSyntax term => Term(term, shape),
        SearchNotSyntax not => new Not(Bind(not.Operand, shape)),
        SearchBinarySyntax both => new Logic(both.And, [Bind(both.Left, shape), Bind(both.Right, shape)]),
        _ => throw new InvalidOperationException($"No way to bind {search.GetType().Name}."),
    };

    static Expression Term(SearchTermSyntax term, RowShape shape)
    {
        var wanted = new Constant(EdmType.String, term.Text.ToLowerInvariant());
        var matches = shape.Visible
            .Where(ordinal => shape.Columns[ordinal].Type == EdmType.String)
            .Select(ordinal => new ColumnReference(EdmType.String, ordinal, shape.Columns[ordinal].Name, shape.Columns[ordinal].Nullable))
            .Select(column => (Expression)new Comparison(
                BinaryOperator.Equal, new Call(Contains, [new Call(ToLower, [column]), wanted]), new Constant(EdmType.Boolean, true)))
            .ToList();
        return matches.Count switch
        {
            0 => new Constant(EdmType.Boolean, false),
            1 => matches[0],
            _ => new Logic(false, matches),
        };
    }
}
