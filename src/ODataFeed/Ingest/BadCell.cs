using System.Text;

namespace ODataFeed.Ingest;

/// <summary>A cell that did not parse. What was found is masked to the kinds of its characters, since it may be personal.</summary>
/// <param name="Line">The line of the file, or the number of the row in JSON; counted from 1.</param>
sealed record BadCell(string Column, long Line, string Masked)
{
    const int Longest = 40;

    /// <summary>Masks a text: <c>2021-13-01</c> becomes <c>9999-99-99</c>, <c>n/a</c> becomes <c>a/a</c>.</summary>
    public static string Mask(ReadOnlySpan<byte> cell)
    {
        var masked = new StringBuilder(Longest);
        foreach (var b in cell[..Math.Min(cell.Length, Longest)])
            masked.Append(char.IsAsciiDigit((char)b) ? '9' : char.IsAsciiLetter((char)b) ? 'a' : b is >= 0x20 and < 0x7f ? (char)b : '?');
        return masked.Append(cell.Length > Longest ? "…" : "").ToString();
    }

    public override string ToString() => $"{Column} in line {Line}: '{Masked}'";
}
