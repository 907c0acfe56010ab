using System.Globalization;
using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>Where names end (OData ABNF <c>odataIdentifier</c>, CSDL §17.1 SimpleIdentifier).</summary>
static class Identifier
{
    /// <returns>The position behind the identifier that starts here; <paramref name="start"/> itself if none does.</returns>
    public static int End(string text, int start)
    {
        var position = start;
        while (position < text.Length && Width(text, position, first: position == start) is > 0 and var width)
            position += width;
        return position;
    }

    /// <summary>As <see cref="End"/>, for identifiers joined by dots.</summary>
    public static int QualifiedEnd(string text, int start)
    {
        var end = End(text, start);
        while (end > start && end < text.Length && text[end] == '.' && End(text, end + 1) is var next && next > end + 1)
            end = next;
        return end;
    }

    public static bool IsPartAt(string text, int position) => position < text.Length && Width(text, position, first: false) > 0;

    /// <returns>The number of UTF-16 units of the identifier character that stands here; 0 if none does.</returns>
    static int Width(string text, int position, bool first)
    {
        var unit = text[position];
        if (char.IsAscii(unit))
            return char.IsAsciiLetter(unit) || unit == '_' || (!first && char.IsAsciiDigit(unit)) ? 1 : 0;
        if (!Rune.TryGetRuneAt(text, position, out var rune))
            return 0;
        return IsIdentifier(Rune.GetUnicodeCategory(rune), first) ? rune.Utf16SequenceLength : 0;
    }

    static bool IsIdentifier(UnicodeCategory category, bool first) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => true,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => !first,
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format => !first,
        _ => false,
    };
}
