using System.Globalization;
using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>Reads the value of a literal whose shape is known (OData ABNF <c>primitiveLiteral</c>).</summary>
static class LiteralParser
{
    static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>The literal that is the lexer's current token, which is taken; null where the token is none.</summary>
    public static LiteralSyntax? TryParse(Lexer lexer)
    {
        var token = lexer.Current;
        var text = lexer.CurrentText;
        (LiteralKind, object?)? literal = token.Kind switch
        {
            TokenKind.String => (LiteralKind.String, Unquote(text)),
            TokenKind.JsonString when lexer.JsonDepth > 0 => (LiteralKind.String, UnquoteJson(lexer, text)),
            TokenKind.Integer => Integer(text),
            TokenKind.Decimal => Decimal(text),
            TokenKind.Double => (LiteralKind.Double, Double(text)),
            TokenKind.Date => Date(lexer, text),
            TokenKind.DateTimeOffset => Instant(lexer, text),
            TokenKind.TimeOfDay => Time(lexer, text),
            TokenKind.Guid => (LiteralKind.Guid, Guid.Parse(text)),
            TokenKind.Word => Word(text),
            _ => null,
        };
        if (literal is not var (kind, value))
            return null;
        lexer.Advance();
        return lexer.Node(new LiteralSyntax(kind, value, text.ToString(), token.Start));
    }

    /// <summary>A type name and a quoted value side by side: <c>duration'PT1H'</c>, <c>binary'…'</c>, <c>Sales.Color'Red'</c>.</summary>
    public static LiteralSyntax Prefixed(Lexer lexer, Token prefix, string name)
    {
        var value = Unquote(lexer.CurrentText);
        var text = lexer.Text[prefix.Start..lexer.Current.End];
        (LiteralKind Kind, object? Value) literal = name.ToLowerInvariant() switch
        {
            "duration" => (LiteralKind.Duration, Literals.ReadDuration(value) is { } ticks ? new TimeSpan(ticks) : throw Bad("no ISO 8601 duration of days, hours, minutes and seconds, such as duration'P1DT2H'")),
            "binary" => (LiteralKind.Binary, Binary(value) ?? throw Bad("no base64url text")),
            "geography" or "geometry" => (LiteralKind.Geo, value),
            _ when name.Contains('.', StringComparison.Ordinal) => (LiteralKind.Enum, value),
            _ => throw Bad("no prefix of a literal; legal: duration, binary, geography, geometry and the qualified names of enumerations"),
        };
        lexer.Advance();
        return lexer.Node(new LiteralSyntax(literal.Kind, literal.Value, text, prefix.Start));

        FeedException Bad(string reason) => FeedErrors.BadLiteral(lexer.Where, prefix.Start, text, $"it is {reason}");
    }

    /// <summary>The text of a string literal.</summary>
    public static string Unquote(ReadOnlySpan<char> quoted) =>
        quoted[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal);

    static string UnquoteJson(Lexer lexer, ReadOnlySpan<char> quoted)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<string>(Encoding.UTF8.GetBytes(quoted.ToString()))!;
        }
        catch (System.Text.Json.JsonException)
        {
            throw FeedErrors.BadLiteral(lexer.Where, lexer.Current.Start, quoted, "it is no JSON string");
        }
    }

    static (LiteralKind, object?)? Word(ReadOnlySpan<char> text) => text switch
    {
        "null" => (LiteralKind.Null, null),
        "true" => (LiteralKind.Boolean, true),
        "false" => (LiteralKind.Boolean, false),
        "INF" => (LiteralKind.Double, double.PositiveInfinity),
        "NaN" => (LiteralKind.Double, double.NaN),
        _ => null,
    };

    /// <summary>What does not fit an Int64 is a decimal, and beyond that a double.</summary>
    static (LiteralKind, object?) Integer(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (LiteralKind.Integer, number) : Decimal(text);

    static (LiteralKind, object?) Decimal(ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (LiteralKind.Decimal, number)
            : (LiteralKind.Double, Double(text));

    static double Double(ReadOnlySpan<char> text) =>
        text is "-INF" ? double.NegativeInfinity : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    static (LiteralKind, object?) Date(Lexer lexer, ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (LiteralKind.Date, date)
            : throw FeedErrors.BadLiteral(lexer.Where, lexer.Current.Start, text, "there is no such day between 0001-01-01 and 9999-12-31");

    static (LiteralKind, object?) Instant(Lexer lexer, ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParseExact(text.ToString().ToUpperInvariant(), InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? (LiteralKind.DateTimeOffset, instant)
            : throw FeedErrors.BadLiteral(lexer.Where, lexer.Current.Start, text, "there is no such instant between the years 1 and 9999, with at most seven digits of a second");

    static (LiteralKind, object?) Time(Lexer lexer, ReadOnlySpan<char> text) =>
        TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (LiteralKind.TimeOfDay, time)
            : throw FeedErrors.BadLiteral(lexer.Where, lexer.Current.Start, text, "there is no such time of day, with at most seven digits of a second");

    static byte[]? Binary(string text)
    {
        var base64 = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length) ? bytes[..length] : null;
    }
}
