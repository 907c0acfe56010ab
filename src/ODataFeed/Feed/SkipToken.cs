using System.Globalization;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>
/// Where the next page begins: the versions of the tables read, the place of its first row, the place behind the last row of the whole answer
/// (so that <c>$skip</c> and <c>$top</c> need not be repeated), and the page size. Holds nothing worth protecting.
/// </summary>
readonly record struct SkipToken(string Versions, int First, int End, int PageSize)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Versions}-{First}-{End}-{PageSize}");

    /// <exception cref="FeedException">The text is no token.</exception>
    public static SkipToken Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length == 4 && parts[0].Split('.').All(version => Number(version, out _)) && Number(parts[1], out var first) && Number(parts[2], out var end) && Number(parts[3], out var size)
            && first <= end && end <= int.MaxValue && size is > 0 and <= int.MaxValue)
            return new SkipToken(parts[0], (int)first, (int)end, (int)size);
        throw FeedErrors.InvalidSkipToken();
    }

    static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
