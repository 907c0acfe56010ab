namespace ODataFeed.Query;

/// <summary>
/// Positions and lengths in text count Unicode code points, as the databases of the store count them, so that no result is half a
/// character. Text without surrogates, which is nearly all, takes the short way.
/// </summary>
static class CodePoints
{
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        foreach (var unit in text)
            length -= char.IsLowSurrogate(unit) ? 1 : 0;
        return length;
    }

    /// <summary>The place of the first occurrence, from 0; -1 where there is none.</summary>
    public static long IndexOf(string text, string part)
    {
        var index = text.IndexOf(part, StringComparison.Ordinal);
        return index < 0 ? -1 : Length(text.AsSpan(0, index));
    }

    /// <summary>A negative start counts from the end; what lies outside the text is empty (OData 4.01 part 2 §5.1.1.6.5).</summary>
    public static string Substring(string text, long start, long length)
    {
        var count = Length(text);
        var from = Math.Clamp(start < 0 ? count + start : start, 0, count);
        var to = from + Math.Clamp(length, 0, count - from);
        return count == text.Length ? text[(int)from..(int)to] : text[Unit(text, (int)from)..Unit(text, (int)to)];
    }

    /// <summary>The UTF-16 unit at which a code point begins.</summary>
    static int Unit(string text, int codePoint)
    {
        var unit = 0;
        for (; codePoint > 0; codePoint--)
            unit += char.IsHighSurrogate(text[unit]) && unit + 1 < text.Length ? 2 : 1;
        return unit;
    }
}
