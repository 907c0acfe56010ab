using System.Text.RegularExpressions;
using ODataFeed.Query.Execution;

namespace ODataFeed.Query.Plan;

/// <summary>
/// The canonical functions (OData 4.01 part 2 §5.1.1.5–§5.1.1.11) that apply to our types. <c>now</c>, <c>cast</c>, <c>isof</c> and
/// <c>case</c> are no functions of values; the binder knows them.
/// </summary>
static class Functions
{
    static readonly ILookup<string, Function> ByName = All().ToLookup(function => function.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => ByName.Select(group => group.Key).Concat(["now", "cast", "isof", "case"]).Order(StringComparer.Ordinal);

    /// <summary>Their result depends on the offset in which an instant is written; here instants are kept in UTC.</summary>
    static readonly string[] OfLocalTime = ["year", "month", "day", "hour", "minute", "date", "time", "totaloffsetminutes"];

    public static bool IsOfLocalTime(string name) => OfLocalTime.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The overloads of a name in any case; none where there is no such function.</summary>
    public static IEnumerable<Function> Named(string name) => ByName[name];

    static IEnumerable<Function> All() => [.. Text(), .. Instants(), .. Days(), .. Times(), .. Numbers()];

    static IEnumerable<Function> Text() =>
    [
        Of<string, string, bool>("contains", EdmType.String, EdmType.String, EdmType.Boolean, (text, part) => text.Contains(part, StringComparison.Ordinal)),
        Of<string, string, bool>("startswith", EdmType.String, EdmType.String, EdmType.Boolean, (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        Of<string, string, bool>("endswith", EdmType.String, EdmType.String, EdmType.Boolean, (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        Of<string, string, bool>("matchespattern", EdmType.String, EdmType.String, EdmType.Boolean, Matches) with { CanFail = true },
        Of<string, string, long>("indexof", EdmType.String, EdmType.String, EdmType.Int32, CodePoints.IndexOf),
        Of<string, long>("length", EdmType.String, EdmType.Int32, text => CodePoints.Length(text)),
        Of<string, string>("tolower", EdmType.String, EdmType.String, text => text.ToLowerInvariant()),
        Of<string, string>("toupper", EdmType.String, EdmType.String, text => text.ToUpperInvariant()),
        Of<string, string>("trim", EdmType.String, EdmType.String, text => text.Trim()),
        Of<string, string, string>("concat", EdmType.String, EdmType.String, EdmType.String, Joined) with { CanFail = true },
        Of<string, long, string>("substring", EdmType.String, EdmType.Int64, EdmType.String, (text, start) => CodePoints.Substring(text, start, long.MaxValue)),
        new("substring", [EdmType.String, EdmType.Int64, EdmType.Int64], EdmType.String, arguments =>
            new MapEvaluator<string, long, long, string>((Evaluator<string>)arguments[0], (Evaluator<long>)arguments[1], (Evaluator<long>)arguments[2], Part)) { CanFail = true },
    ];

    static IEnumerable<Function> Instants() =>
    [
        Of<long, long>("year", EdmType.DateTimeOffset, EdmType.Int32, ticks => new DateTime(ticks).Year),
        Of<long, long>("month", EdmType.DateTimeOffset, EdmType.Int32, ticks => new DateTime(ticks).Month),
        Of<long, long>("day", EdmType.DateTimeOffset, EdmType.Int32, ticks => new DateTime(ticks).Day),
        Of<long, long>("hour", EdmType.DateTimeOffset, EdmType.Int32, ticks => new DateTime(ticks).Hour),
        Of<long, long>("minute", EdmType.DateTimeOffset, EdmType.Int32, ticks => new DateTime(ticks).Minute),
        Of<long, long>("second", EdmType.DateTimeOffset, EdmType.Int32, ticks => new DateTime(ticks).Second),
        Of<long, decimal>("fractionalseconds", EdmType.DateTimeOffset, EdmType.Decimal, Fraction),
        Of<long, long>("date", EdmType.DateTimeOffset, EdmType.Date, ticks => ticks / TimeSpan.TicksPerDay),
        Of<long, long>("time", EdmType.DateTimeOffset, EdmType.TimeOfDay, ticks => ticks % TimeSpan.TicksPerDay),
        Of<long, long>("totaloffsetminutes", EdmType.DateTimeOffset, EdmType.Int32, _ => 0),
        new("maxdatetime", [], EdmType.DateTimeOffset, _ => new ConstantEvaluator<long>(DateTime.MaxValue.Ticks)),
        new("mindatetime", [], EdmType.DateTimeOffset, _ => new ConstantEvaluator<long>(0)),
    ];

    static IEnumerable<Function> Days() =>
    [
        Of<long, long>("year", EdmType.Date, EdmType.Int32, day => DateOnly.FromDayNumber((int)day).Year),
        Of<long, long>("month", EdmType.Date, EdmType.Int32, day => DateOnly.FromDayNumber((int)day).Month),
        Of<long, long>("day", EdmType.Date, EdmType.Int32, day => DateOnly.FromDayNumber((int)day).Day),
        Of<long, long>("date", EdmType.Date, EdmType.Date, day => day),
    ];

    static IEnumerable<Function> Times() =>
    [
        Of<long, long>("hour", EdmType.TimeOfDay, EdmType.Int32, ticks => new TimeOnly(ticks).Hour),
        Of<long, long>("minute", EdmType.TimeOfDay, EdmType.Int32, ticks => new TimeOnly(ticks).Minute),
        Of<long, long>("second", EdmType.TimeOfDay, EdmType.Int32, ticks => new TimeOnly(ticks).Second),
        Of<long, decimal>("fractionalseconds", EdmType.TimeOfDay, EdmType.Decimal, Fraction),
        Of<long, decimal>("totalseconds", EdmType.Duration, EdmType.Decimal, ticks => (decimal)ticks / TimeSpan.TicksPerSecond),
    ];

    // Midpoints round away from zero (OData 4.01 part 2 §5.1.1.9.1).
    static IEnumerable<Function> Numbers() =>
    [
        Of<decimal, decimal>("round", EdmType.Decimal, EdmType.Decimal, number => decimal.Round(number, MidpointRounding.AwayFromZero)),
        Of<double, double>("round", EdmType.Double, EdmType.Double, number => Math.Round(number, MidpointRounding.AwayFromZero)),
        Of<decimal, decimal>("floor", EdmType.Decimal, EdmType.Decimal, decimal.Floor),
        Of<double, double>("floor", EdmType.Double, EdmType.Double, Math.Floor),
        Of<decimal, decimal>("ceiling", EdmType.Decimal, EdmType.Decimal, decimal.Ceiling),
        Of<double, double>("ceiling", EdmType.Double, EdmType.Double, Math.Ceiling),
    ];

    static Function Of<T, TResult>(string name, EdmType parameter, EdmType result, Func<T, TResult> map) =>
        new(name, [parameter], result, arguments => new MapEvaluator<T, TResult>((Evaluator<T>)arguments[0], map));

    static Function Of<T1, T2, TResult>(string name, EdmType first, EdmType second, EdmType result, Func<T1, T2, TResult> map) =>
        new(name, [first, second], result, arguments => new MapEvaluator<T1, T2, TResult>((Evaluator<T1>)arguments[0], (Evaluator<T2>)arguments[1], map));

    /// <summary>No cell of a report comes near this; a text doubled by each of forty steps soon would be beyond any memory.</summary>
    const int LongestText = 32_768;

    static string Joined(string left, string right) =>
        left.Length + right.Length <= LongestText ? left + right : throw FeedErrors.TextTooLong(LongestText);

    static string Part(string text, long start, long length) =>
        length >= 0 ? CodePoints.Substring(text, start, length) : throw FeedErrors.NegativeLength(length);

    static decimal Fraction(long ticks) => (decimal)(ticks % TimeSpan.TicksPerSecond) / TimeSpan.TicksPerSecond;

    /// <summary>
    /// The engine without backtracking is linear in the text, so a hostile pattern cannot hold a thread. Patterns it cannot run
    /// (back-references, look-around) are refused.
    /// </summary>
    static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw FeedErrors.InvalidPattern(pattern, exception.Message);
        }
    }
}
