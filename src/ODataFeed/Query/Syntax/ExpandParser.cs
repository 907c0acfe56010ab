namespace ODataFeed.Query.Syntax;

static class ExpandParser
{
    public static IReadOnlyList<ExpandSyntax> Parse(Lexer lexer)
    {
        List<ExpandSyntax> items = [];
        do
            items.Add(ParseItem(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    static ExpandSyntax ParseItem(Lexer lexer)
    {
        lexer.Count();
        var position = lexer.Current.Start;
        List<string> path = [];
        var suffix = ExpandSuffix.None;
        do
        {
            suffix = ParseSegment(lexer, path);
            lexer.Advance();
        }
        while (suffix == ExpandSuffix.None && lexer.TryTake(TokenKind.Slash));
        var hasOptions = lexer.Is(TokenKind.Open) && suffix != ExpandSuffix.Value;
        return new(path, suffix, hasOptions ? NestedOptionsParser.Parse(lexer, Legal(suffix, path)) : null, position);
    }

    /// <summary>Adds a segment to the path or says which suffix it is; the caller moves on.</summary>
    static ExpandSuffix ParseSegment(Lexer lexer, List<string> path)
    {
        switch (lexer.Current.Kind)
        {
            case TokenKind.Word or TokenKind.Qualified or TokenKind.Alias or TokenKind.Star when path is not [.., "*"]:
                path.Add(lexer.CurrentText.ToString());
                return ExpandSuffix.None;
            case TokenKind.System when path.Count == 0 && lexer.CurrentText is "$value":
                return ExpandSuffix.Value;
            case TokenKind.System when path.Count > 0 && lexer.CurrentText is "$ref":
                return ExpandSuffix.Ref;
            case TokenKind.System when path.Count > 0 && path[^1] != "*" && lexer.CurrentText is "$count":
                return ExpandSuffix.Count;
            default:
                throw lexer.Unexpected(path.Count == 0 ? "a navigation property, a path or '*'" : "a property, $ref or $count behind '/'");
        }
    }

    static QueryOption Legal(ExpandSuffix suffix, List<string> path) => suffix switch
    {
        ExpandSuffix.Ref => QueryOptions.OfReferences,
        ExpandSuffix.Count => QueryOptions.OfCount,
        _ => path[^1] == "*" ? QueryOption.Levels : QueryOptions.OfExpand,
    };
}
