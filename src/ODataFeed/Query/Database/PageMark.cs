using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Query.Database;

/// <summary>
/// Where the next page begins over live tables: behind the row with these sort values. Also carries what page 1 found out, so that later
/// pages need not. As text it is one word of URL-safe characters; the values are encoded, so that none is read in passing.
/// </summary>
/// <param name="After">The sort values of the last row answered, as JSON.</param>
/// <param name="Size">Rows in a page.</param>
/// <param name="Left">Rows that <c>$top</c> leaves; null where it leaves all.</param>
/// <param name="Count">What <c>$count=true</c> says; null where it was not asked.</param>
/// <param name="Query"><see cref="Plan.QueryPlan.Signature"/></param>
sealed record PageMark(string After, int Size, long? Left, long? Count, string Query)
{
    const char First = 'k';

    public static PageMark Of(IReadOnlyList<object?> values, int size, long? left, long? count, string query) =>
        new(JsonSerializer.Serialize(values.Select(Text)), size, left, count, query);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{First}{Size}-{Left}-{Count}-{Query}-{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(After))}");

    /// <summary>The mark a text is; null where it is none.</summary>
    public static PageMark? Parse(string text)
    {
        // Base64 for URLs has hyphens of its own.
        var parts = text.Split('-', 5);
        if (!text.StartsWith(First) || parts.Length != 5 || !int.TryParse(parts[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0
            || !TryNumber(parts[1], out var left) || !TryNumber(parts[2], out var count) || !Base64Url.IsValid(parts[4]))
            return null;
        return new PageMark(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[4])), size, left, count, parts[3]);
    }

    /// <summary>The sort values in their stored types.</summary>
    /// <exception cref="FeedException">They are not those of this order: the mark was made for another query, or by hand.</exception>
    public IReadOnlyList<object?> Values(TableSchema set, IReadOnlyList<SortColumn> sort)
    {
        try
        {
            var texts = JsonSerializer.Deserialize<string?[]>(After) ?? [];
            if (texts.Length == sort.Count)
                return [.. sort.Select((column, i) => Value(texts[i], set.Columns[column.Ordinal]))];
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or OverflowException)
        {
            // Said below.
        }

        throw FeedErrors.InvalidSkipToken();
    }

    static string? Text(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    static object? Value(string? text, ColumnSchema column) => (text, column.Type) switch
    {
        (null, _) => column.Nullable ? null : throw new FormatException("A key has no null."),
        (_, ColumnType.String) => text.Contains('\0', StringComparison.Ordinal) ? throw new FormatException("No text has NUL.") : text,
        (_, ColumnType.Date) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, ColumnType.Boolean) => bool.Parse(text),
        (_, ColumnType.Int32) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    static bool TryNumber(string text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        return text.Length == 0 || number is not null;
    }
}
