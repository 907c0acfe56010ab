using System.Globalization;

namespace ODataFeed.Query.Syntax;

/// <summary>Turns literal tokens into their values (OData ABNF <c>primitiveLiteral</c>).</summary>
static class LiteralParser
{
    /// <summary>Reads the literal the lexer stands at; null, and nothing taken, if it stands at something else.</summary>
    public static LiteralSyntax? TryParse(Lexer lexer)
    {
        var literal = lexer.Current.Kind switch
        {
            TokenKind.Integer => Integer(lexer),
            TokenKind.Decimal => Decimal(lexer, LiteralKind.Decimal),
            TokenKind.Double => Double(lexer),
            TokenKind.Date => Date(lexer),
            TokenKind.DateTimeOffset => Instant(lexer),
            TokenKind.TimeOfDay => Time(lexer),
            TokenKind.Guid => Make(lexer, LiteralKind.Guid, Guid.ParseExact(lexer.CurrentText, "D")),
            TokenKind.String => Make(lexer, LiteralKind.String, Unquoted(lexer.CurrentText)),
            TokenKind.Word or TokenKind.Qualified => Word(lexer),
            _ => null,
        };
        if (literal is not null)
            lexer.Advance();
        return literal;
    }

    /// <summary>The value of a string token: without its quotes, doubled ones made single.</summary>
    public static string Unquoted(ReadOnlySpan<char> text)
    {
        var inner = text[1..^1];
        return inner.Contains('\'') ? inner.ToString().Replace("''", "'") : inner.ToString();
    }

    /// <summary>Beyond Int64 an integer is a Decimal, beyond that a Double.</summary>
    static LiteralSyntax Integer(Lexer lexer) =>
        long.TryParse(lexer.CurrentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Make(lexer, LiteralKind.Integer, value)
            : Decimal(lexer, LiteralKind.Decimal);

    static LiteralSyntax Decimal(Lexer lexer, LiteralKind kind) =>
        decimal.TryParse(
            lexer.CurrentText,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value)
            ? Make(lexer, kind, value)
            : Double(lexer);

    static LiteralSyntax Double(Lexer lexer)
    {
        if (lexer.CurrentText is "-INF")
            return Make(lexer, LiteralKind.Double, double.NegativeInfinity);
        var value = double.Parse(lexer.CurrentText, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? Make(lexer, LiteralKind.Double, value) : throw Bad(lexer, "the number is beyond Edm.Double");
    }

    static LiteralSyntax Date(Lexer lexer) =>
        LiteralText.TryDate(lexer.CurrentText, out var value)
            ? Make(lexer, LiteralKind.Date, value)
            : throw Bad(lexer, "there is no such day between 0001-01-01 and 9999-12-31");

    static LiteralSyntax Instant(Lexer lexer) =>
        LiteralText.TryDateTimeOffset(lexer.CurrentText, out var value)
            ? Make(lexer, LiteralKind.DateTimeOffset, value)
            : throw Bad(lexer, "there is no such instant; hours go to 23, seconds to 59, offsets to 14:00, years from 0001 to 9999");

    static LiteralSyntax Time(Lexer lexer) =>
        LiteralText.TryTimeOfDay(lexer.CurrentText, out var value)
            ? Make(lexer, LiteralKind.TimeOfDay, value)
            : throw Bad(lexer, "there is no such time; hours go to 23, minutes and seconds to 59");

    /// <summary>
    /// A word in quotes' company is a prefixed literal; alone it may be one of the named values, unless a path or call makes it a name.
    /// <c>null</c>, <c>INF</c> and <c>NaN</c> are case-sensitive, the Booleans are not (OData ABNF).
    /// </summary>
    static LiteralSyntax? Word(Lexer lexer)
    {
        var end = lexer.Current.End;
        var next = end < lexer.Text.Length ? lexer.Text[end] : ' ';
        if (next == '\'')
            return Prefixed(lexer);
        if (next is '/' or '(' || lexer.Is(TokenKind.Qualified))
            return null;
        return lexer.CurrentText switch
        {
            "null" => Make(lexer, LiteralKind.Null, null),
            "INF" => Make(lexer, LiteralKind.Double, double.PositiveInfinity),
            "NaN" => Make(lexer, LiteralKind.Double, double.NaN),
            _ when lexer.IsWord("true") => Make(lexer, LiteralKind.Boolean, true),
            _ when lexer.IsWord("false") => Make(lexer, LiteralKind.Boolean, false),
            _ => null,
        };
    }

    static LiteralSyntax Prefixed(Lexer lexer)
    {
        var prefix = lexer.Current;
        var name = lexer.CurrentText;
        lexer.Advance();
        var inner = Unquoted(lexer.CurrentText);
        var text = lexer.Text[prefix.Start..lexer.Current.End];
        if (prefix.Kind == TokenKind.Qualified)
            return lexer.Node(new LiteralSyntax(LiteralKind.Enum, inner, text, prefix.Start));
        var (kind, value) = PrefixedValue(name, inner) ?? throw FeedErrors.BadLiteral(lexer.Where, prefix.Start, text, Reason(name));
        return lexer.Node(new LiteralSyntax(kind, value, text, prefix.Start));
    }

    static (LiteralKind Kind, object Value)? PrefixedValue(ReadOnlySpan<char> prefix, string inner)
    {
        if (IsPrefix(prefix, "duration"))
            return LiteralText.TryDuration(inner, out var duration) ? (LiteralKind.Duration, duration) : null;
        if (IsPrefix(prefix, "binary"))
            return LiteralText.TryBinary(inner, out var binary) ? (LiteralKind.Binary, binary) : null;
        return IsPrefix(prefix, "geography") || IsPrefix(prefix, "geometry") ? (LiteralKind.Geo, inner) : null;
    }

    static string Reason(ReadOnlySpan<char> prefix)
    {
        if (IsPrefix(prefix, "duration"))
            return "a duration is days, hours, minutes and seconds, as in duration'P1DT2H3M4.5S', and at most some 29 000 years";
        if (IsPrefix(prefix, "binary"))
            return "a binary literal is base64url, as in binary'T0RhdGE'";
        if (IsPrefix(prefix, "datetime") || IsPrefix(prefix, "datetimeoffset") || IsPrefix(prefix, "time") || IsPrefix(prefix, "guid"))
            return "that is a literal of OData 3; since OData 4 dates, times and guids have neither prefix nor quotes";
        return "before a quote only duration, binary, geography, geometry or the qualified name of an enumeration type may stand";
    }

    static bool IsPrefix(ReadOnlySpan<char> text, string prefix) => text.Equals(prefix, StringComparison.OrdinalIgnoreCase);

    static LiteralSyntax Make(Lexer lexer, LiteralKind kind, object? value) =>
        lexer.Node(new LiteralSyntax(kind, value, lexer.CurrentText.ToString(), lexer.Current.Start));

    static FeedException Bad(Lexer lexer, string reason) =>
        FeedErrors.BadLiteral(lexer.Where, lexer.Current.Start, lexer.CurrentText, reason);
}
