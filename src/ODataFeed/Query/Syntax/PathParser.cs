namespace ODataFeed.Query.Syntax;

/// <summary>
/// Parses the resource path. It is split at slashes before anything is decoded (OData part 2 §2), except within quotes; what a name
/// means is for the planner to find out.
/// </summary>
static class PathParser
{
    /// <param name="path">Below the service root, percent-encoded, without leading slash.</param>
    /// <exception cref="FeedException">The path is not well-formed.</exception>
    public static PathSyntax Parse(string path, SyntaxLimits? limits = null)
    {
        var budget = new SyntaxBudget(limits ?? SyntaxLimits.Default);
        var segments = new List<SegmentSyntax>();
        var parts = Split(path);
        for (var i = 0; i < parts.Count; i++)
        {
            // A slash at the end is tolerated; an empty segment elsewhere is a slip.
            if (parts[i].Text.Length == 0)
            {
                if (i == parts.Count - 1)
                    break;
                throw FeedErrors.Unexpected("the path", parts[i].Start, "/", "a name between two slashes");
            }

            budget.Count("the path");
            segments.Add(Segment(PercentEncoding.Decode(parts[i].Text, "the path", plusIsBlank: false), parts[i].Start, budget));
        }

        return new PathSyntax(segments);
    }

    /// <summary>The segments; a slash within quotes or parentheses does not end one.</summary>
    static List<(string Text, int Start)> Split(string path)
    {
        var parts = new List<(string, int)>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i <= path.Length; i++)
        {
            if (i == path.Length || (path[i] == '/' && !quoted && depth == 0))
            {
                parts.Add((path[start..i], start));
                start = i + 1;
            }
            else if (path[i] == '\'' || (path[i] == '%' && string.CompareOrdinal(path, i, "%27", 0, 3) == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted)
            {
                depth += path[i] is '(' ? 1 : path[i] is ')' && depth > 0 ? -1 : 0;
            }
        }

        return parts;
    }

    static SegmentSyntax Segment(string text, int position, SyntaxBudget budget)
    {
        if (text.StartsWith('$'))
            return System(text, position, budget);

        // A segment that does not begin as a name does is a key written as a segment: 2026-11-01, adele@contoso.com.
        var end = Identifier.QualifiedEnd(text, 0);
        if (end == 0 || (end < text.Length && text[end] != '('))
            return new SegmentSyntax(SegmentKind.Name, text, text, position);
        var name = text[..end];
        var kind = name.Contains('.', StringComparison.Ordinal) ? SegmentKind.Qualified : SegmentKind.Name;
        return new SegmentSyntax(kind, name, text, position) { Key = end == text.Length ? null : Key(text, end, budget) };
    }

    static SegmentSyntax System(string text, int position, SyntaxBudget budget)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? text : text[..open]).ToLowerInvariant();
        var segment = new SegmentSyntax(Kind(name, text, position), name, text, position);
        return segment.Kind switch
        {
            SegmentKind.Filter => segment with { Predicate = Argument(text, open, ExpressionParser.Parse, budget) },
            SegmentKind.CrossJoin => segment with { Names = Argument(text, open, Names, budget) },
            _ when open >= 0 => throw FeedErrors.Unexpected("the path", position + open, "(", $"'/' or the end behind {name}"),
            _ => segment,
        };
    }

    static SegmentKind Kind(string name, string text, int position) => name switch
    {
        "$metadata" => SegmentKind.Metadata,
        "$batch" => SegmentKind.Batch,
        "$count" => SegmentKind.Count,
        "$value" => SegmentKind.Value,
        "$ref" => SegmentKind.Ref,
        "$query" => SegmentKind.Query,
        "$entity" => SegmentKind.Entity,
        "$all" => SegmentKind.All,
        "$each" => SegmentKind.Each,
        "$crossjoin" => SegmentKind.CrossJoin,
        "$filter" => SegmentKind.Filter,
        _ => throw FeedErrors.Unexpected("the path", position, text, "an entity set, $metadata, $batch, $count, $value, $ref, $query, $entity, $all, $crossjoin(…) or $filter(…)"),
    };

    static T Argument<T>(string text, int open, Func<Lexer, T> parse, SyntaxBudget budget)
    {
        var lexer = new Lexer(text, "the path", budget);
        lexer.MoveTo(open < 0 ? text.Length : open);
        lexer.Take(TokenKind.Open, "'('");
        var argument = parse(lexer);
        lexer.Take(TokenKind.Close, "')'");
        return lexer.Is(TokenKind.End) ? argument : throw lexer.Unexpected("'/' or the end");
    }

    static List<string> Names(Lexer lexer)
    {
        var names = new List<string>();
        do
            names.Add(lexer.TakeName("an entity set"));
        while (lexer.TryTake(TokenKind.Comma));
        return names;
    }

    static List<KeySyntax> Key(string text, int open, SyntaxBudget budget) => Argument(text, open, Parts, budget);

    static List<KeySyntax> Parts(Lexer lexer)
    {
        var parts = new List<KeySyntax>();
        if (lexer.Is(TokenKind.Close))
            return parts;
        do
            parts.Add(Part(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        return parts;
    }

    static KeySyntax Part(Lexer lexer)
    {
        var token = lexer.Current;
        if (lexer.Is(TokenKind.Word))
        {
            var name = lexer.TakeName("a key property");
            if (lexer.TryTake(TokenKind.Equals))
                return new KeySyntax(name, ExpressionParser.Parse(lexer), token.Start);
            lexer.Rewind(token);
        }

        return new KeySyntax(null, ExpressionParser.Parse(lexer), token.Start);
    }
}
