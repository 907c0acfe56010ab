using System.Globalization;
using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>Collection and complex literals in JSON, whose items may be any expression (OData ABNF <c>arrayOrObject</c>).</summary>
static class JsonLiteralParser
{
    public static ExpressionSyntax Parse(Lexer lexer)
    {
        if (lexer.Is(TokenKind.JsonString))
            return ParseString(lexer);
        lexer.JsonDepth++;
        ExpressionSyntax literal = lexer.Is(TokenKind.OpenBracket) ? ParseArray(lexer) : ParseObject(lexer);
        lexer.JsonDepth--;
        return literal;
    }

    static ListSyntax ParseArray(Lexer lexer)
    {
        var position = lexer.Current.Start;
        lexer.Advance();
        var items = ExpressionParser.ParseItems(lexer, TokenKind.CloseBracket, "an operator, ',' or ']'");
        return lexer.Node(new ListSyntax(items, position));
    }

    static ObjectSyntax ParseObject(Lexer lexer)
    {
        var position = lexer.Current.Start;
        lexer.Advance();
        List<(string, ExpressionSyntax)> members = [];
        if (lexer.TryTake(TokenKind.CloseBrace))
            return lexer.Node(new ObjectSyntax(members, position));
        do
        {
            if (!lexer.Is(TokenKind.JsonString))
                throw lexer.Unexpected("a name in double quotes");
            var name = Unescaped(lexer);
            lexer.Advance();
            lexer.Take(TokenKind.Colon, "':' behind the name");
            members.Add((name, ExpressionParser.Parse(lexer)));
        }
        while (lexer.TryTake(TokenKind.Comma));
        lexer.Take(TokenKind.CloseBrace, "an operator, ',' or '}'");
        return lexer.Node(new ObjectSyntax(members, position));
    }

    static LiteralSyntax ParseString(Lexer lexer)
    {
        if (lexer.JsonDepth == 0)
            throw lexer.Unexpected("a value; strings outside of JSON stand in single quotes");
        var literal = new LiteralSyntax(LiteralKind.String, Unescaped(lexer), lexer.CurrentText.ToString(), lexer.Current.Start);
        lexer.Advance();
        return lexer.Node(literal);
    }

    /// <summary>The escapes of RFC 8259 §7.</summary>
    static string Unescaped(Lexer lexer)
    {
        var inner = lexer.CurrentText[1..^1];
        if (!inner.Contains('\\'))
            return inner.ToString();
        var text = new StringBuilder(inner.Length);
        for (var index = 0; index < inner.Length; index++)
        {
            if (inner[index] != '\\')
                text.Append(inner[index]);
            else if (inner[index + 1] != 'u')
                text.Append(Simple(lexer, inner[++index]));
            else if (index + 6 <= inner.Length
                && ushort.TryParse(inner.Slice(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                (text, index) = (text.Append((char)unit), index + 5);
            else
                throw BadEscape(lexer);
        }

        return text.ToString();
    }

    static char Simple(Lexer lexer, char escaped) => escaped switch
    {
        '"' or '\\' or '/' => escaped,
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => throw BadEscape(lexer),
    };

    static FeedException BadEscape(Lexer lexer) => FeedErrors.BadLiteral(
        lexer.Where,
        lexer.Current.Start,
        lexer.CurrentText,
        "behind a backslash stands one of \" \\ / b f n r t, or u and four hexadecimal digits");
}
