using System.Globalization;
using System.Xml;
using ODataFeed.Query.Plan;

namespace ODataFeed.Query;

/// <summary>Values of primitive types as text, in the form of the ABNF, and back.</summary>
static class Literals
{
    static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd",
    ];

    static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>Reads a value as <see cref="Constant.Value"/> has it; null where the text is no value of the type.</summary>
    public static object? Read(string text, EdmType type) => type switch
    {
        EdmType.String => text,
        EdmType.Boolean => text switch { "true" => true, "false" => false, _ => null },
        EdmType.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (long)number : null,
        EdmType.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        EdmType.Decimal => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null,
        EdmType.Double => ReadDouble(text),
        EdmType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? (long)date.DayNumber : null,
        EdmType.DateTimeOffset => DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcTicks : null,
        EdmType.TimeOfDay => TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Ticks : null,
        EdmType.Duration => ReadDuration(text),
        EdmType.Guid => Guid.TryParseExact(text, "D", out var guid) ? guid.ToString() : null,
        _ => null,
    };

    /// <summary>Writes a value of a type as the ABNF has it, strings as they are.</summary>
    public static string Write(object value, EdmType type) => (value, type) switch
    {
        (string text, _) => text,
        (bool boolean, _) => boolean ? "true" : "false",
        (double number, _) => WriteDouble(number),
        (decimal number, _) => number.ToString(CultureInfo.InvariantCulture),
        (long day, EdmType.Date) => DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (long ticks, EdmType.TimeOfDay) => new TimeOnly(ticks).ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        (long ticks, EdmType.DateTimeOffset) => new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        (long ticks, EdmType.Duration) => WriteDuration(ticks),
        (long number, _) => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, $"No text for a {value.GetType().Name}."),
    };

    /// <summary>
    /// An ISO 8601 duration (<c>PT1H30M</c>) in ticks. Years and months have no fixed length and are no part of <c>Edm.Duration</c>.
    /// </summary>
    public static long? ReadDuration(string text)
    {
        var sign = text.StartsWith('-') || text.StartsWith('+') ? text[0] : '\0';
        var body = sign == '\0' ? text : text[1..];
        var date = body.Split('T')[0];
        if (!body.StartsWith('P') || date.Contains('Y', StringComparison.Ordinal) || date.Contains('M', StringComparison.Ordinal))
            return null;
        try
        {
            var ticks = XmlConvert.ToTimeSpan(body).Ticks;
            return sign == '-' ? -ticks : ticks;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Zero is <c>PT0S</c>, as Graph writes it.</summary>
    public static string WriteDuration(long ticks) => XmlConvert.ToString(new TimeSpan(ticks));

    static object? ReadDouble(string text) => text switch
    {
        "INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
    };

    static string WriteDouble(double number) => number switch
    {
        double.PositiveInfinity => "INF",
        double.NegativeInfinity => "-INF",
        double.NaN => "NaN",
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };
}
