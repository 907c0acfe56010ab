using System.Globalization;
using System.Xml;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query;

/// <summary>Values of primitive types as text, in the form of the ABNF, and back.</summary>
static class Literals
{
    /// <summary>Reads a value as <see cref="Constant.Value"/> has it; null where the text is no value of the type.</summary>
    public static object? Read(string text, EdmType type) => type switch
    {
        EdmType.String => text,
        EdmType.Boolean => text switch { "true" => true, "false" => false, _ => null },
        EdmType.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (long)number : null,
        EdmType.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        EdmType.Decimal => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null,
        EdmType.Double => ReadDouble(text),
        EdmType.Date => LiteralText.TryDate(text, out var date) ? (long)date.DayNumber : null,
        EdmType.DateTimeOffset => ReadInstant(text),
        EdmType.TimeOfDay => LiteralText.TryTimeOfDay(text, out var time) ? time.Ticks : null,
        EdmType.Duration => LiteralText.TryDuration(text, out var duration) ? duration.Ticks : null,
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

    /// <summary>Zero is <c>PT0S</c>, as Graph writes it.</summary>
    public static string WriteDuration(long ticks) => XmlConvert.ToString(new TimeSpan(ticks));

    /// <summary>A date alone is its midnight, UTC.</summary>
    static object? ReadInstant(string text)
    {
        if (LiteralText.TryDateTimeOffset(text, out var instant))
            return instant.UtcTicks;
        return LiteralText.TryDate(text, out var date) ? date.ToDateTime(TimeOnly.MinValue).Ticks : null;
    }

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
