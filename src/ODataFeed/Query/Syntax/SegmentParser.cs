namespace ODataFeed.Query.Syntax;

/// <summary>One decoded segment of a resource path (OData ABNF §1).</summary>
static class SegmentParser
{
    /// <summary>Segments with a dollar sign are case-sensitive (OData ABNF, note on <c>odataRelativeUri</c>).</summary>
    static readonly Dictionary<string, SegmentKind> Plain = new()
    {
        ["$metadata"] = SegmentKind.Metadata,
        ["$batch"] = SegmentKind.Batch,
        ["$count"] = SegmentKind.Count,
        ["$value"] = SegmentKind.Value,
        ["$ref"] = SegmentKind.Ref,
        ["$query"] = SegmentKind.Query,
        ["$entity"] = SegmentKind.Entity,
        ["$all"] = SegmentKind.All,
        ["$each"] = SegmentKind.Each,
        ["$delta"] = SegmentKind.Delta,
    };

    public static SegmentSyntax Parse(string text, int position, SyntaxBudget budget)
    {
        if (text.StartsWith('$'))
            return Plain.TryGetValue(text, out var kind) ? new(kind, text, text, position) : ParseCall(text, position, budget);
        var end = Identifier.QualifiedEnd(text, 0);
        var isName = end > 0 && (end == text.Length || text[end] == '(');
        if (!isName)
            return new(SegmentKind.Name, text, text, position);
        var name = text[..end];
        return new(name.Contains('.') ? SegmentKind.Qualified : SegmentKind.Name, name, text, position)
        {
            Key = end == text.Length ? null : ParseKey(Begin(text, end, budget)),
        };
    }

    static SegmentSyntax ParseCall(string text, int position, SyntaxBudget budget)
    {
        var open = text.IndexOf('(');
        switch (open < 0 ? text : text[..open])
        {
            case "$filter" when open > 0:
                var filter = Begin(text, open, budget);
                filter.Advance();
                var predicate = ExpressionParser.Parse(filter);
                End(filter, "an operator or ')'");
                return new(SegmentKind.Filter, "$filter", text, position) { Predicate = predicate };
            case "$crossjoin" when open > 0:
                return new(SegmentKind.CrossJoin, "$crossjoin", text, position) { Names = ParseNames(Begin(text, open, budget)) };
            case var name:
                string[] legal = [.. Plain.Keys, "$crossjoin(…)", "$filter(…)"];
                var expected = Nearest.Close(name, legal) is { } nearest ? $"{nearest}, probably" : $"one of {string.Join(", ", legal)}";
                throw FeedErrors.Unexpected("the path", position, text, expected);
        }
    }

    /// <summary>A lexer at the opening parenthesis.</summary>
    static Lexer Begin(string text, int open, SyntaxBudget budget)
    {
        var lexer = new Lexer(text, $"the path segment {FeedErrors.Excerpt(text)}", budget);
        lexer.MoveTo(open);
        return lexer;
    }

    static void End(Lexer lexer, string expected)
    {
        lexer.Take(TokenKind.Close, expected);
        if (!lexer.Is(TokenKind.End))
            throw lexer.Unexpected("the end of the segment");
    }

    static List<string> ParseNames(Lexer lexer)
    {
        List<string> names = [];
        do
        {
            lexer.Advance();
            names.Add(lexer.TakeName("the name of an entity set"));
        }
        while (lexer.Is(TokenKind.Comma));
        End(lexer, "',' or ')'");
        return names;
    }

    /// <summary>A key, or the parameters of a function: <c>(1)</c>, <c>(A=1,B='x')</c>, <c>(@k)</c>, <c>()</c>.</summary>
    static List<KeySyntax> ParseKey(Lexer lexer)
    {
        List<KeySyntax> parts = [];
        lexer.Advance();
        if (!lexer.Is(TokenKind.Close))
        {
            do
                parts.Add(ParsePart(lexer));
            while (lexer.TryTake(TokenKind.Comma));
        }

        End(lexer, "',' or ')'");
        return parts;
    }

    static KeySyntax ParsePart(Lexer lexer)
    {
        var start = lexer.Current;
        string? name = null;
        if (lexer.Is(TokenKind.Word))
        {
            name = lexer.CurrentText.ToString();
            lexer.Advance();
            if (!lexer.TryTake(TokenKind.Equals))
            {
                name = null;
                lexer.Rewind(start);
            }
        }

        return new(name, ParseValue(lexer), start.Start);
    }

    static ExpressionSyntax ParseValue(Lexer lexer)
    {
        if (lexer.Is(TokenKind.Alias) && lexer.CurrentText.ToString() is var alias && !alias.AsSpan().ContainsAny('.', '#'))
        {
            var node = lexer.Node(new AliasSyntax(alias, lexer.Current.Start));
            lexer.Advance();
            return node;
        }

        return LiteralParser.TryParse(lexer) ?? throw lexer.Unexpected("a literal (text in single quotes) or an alias (@key)");
    }
}
