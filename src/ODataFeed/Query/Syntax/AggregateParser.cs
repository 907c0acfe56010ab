namespace ODataFeed.Query.Syntax;

/// <summary>Parses what stands within <c>aggregate(…)</c> (OData Data Aggregation §3.2.1).</summary>
static class AggregateParser
{
    public static List<AggregateItemSyntax> Items(Lexer lexer)
    {
        var items = new List<AggregateItemSyntax>();
        do
            items.Add(Item(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    static AggregateItemSyntax Item(Lexer lexer)
    {
        lexer.Count();
        var position = lexer.Current.Start;
        var expression = ExpressionParser.Parse(lexer);
        if (expression is CountSyntax { Filter: null, Search: null } count)
            return new AggregateItemSyntax(count.Source, true, null, [], null, TryName(lexer), position);
        string? method = null;
        var from = new List<FromSyntax>();
        if (lexer.TryTakeWord("with"))
        {
            method = Method(lexer);
            while (lexer.Current.Start is var start && lexer.TryTakeWord("from"))
                from.Add(From(lexer, start));
        }

        return new AggregateItemSyntax(expression, false, method, from, null, TryName(lexer), position);
    }

    static FromSyntax From(Lexer lexer, int position)
    {
        var groupings = new List<ExpressionSyntax> { ExpressionParser.Parse(lexer) };
        return new FromSyntax(groupings, lexer.TryTakeWord("with") ? Method(lexer) : null, position);
    }

    /// <summary>A standard method or a qualified custom one.</summary>
    static string Method(Lexer lexer)
    {
        if (lexer.Current.Kind is not (TokenKind.Word or TokenKind.Qualified))
            throw lexer.Unexpected("sum, min, max, average or countdistinct");
        var name = lexer.CurrentText.ToString();
        lexer.Advance();
        return name;
    }

    static string? TryName(Lexer lexer) => lexer.IsWord("as") ? OptionItems.Name(lexer) : null;
}
