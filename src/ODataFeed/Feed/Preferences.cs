using System.Globalization;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>What a client would like (header <c>Prefer</c>, RFC 7240), as far as this feed knows it.</summary>
/// <param name="PageSize"><c>maxpagesize</c>, also with the prefix <c>odata.</c></param>
readonly record struct Preferences(int? PageSize)
{
    public static Preferences Of(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(line => (line ?? "").Split(',')).Select(item => item.Split(';')[0].Trim()))
        {
            var parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            var name = parts[0].StartsWith("odata.", StringComparison.OrdinalIgnoreCase) ? parts[0][6..] : parts[0];
            if (!name.Equals("maxpagesize", StringComparison.OrdinalIgnoreCase))
                continue;
            if (parts.Length == 2 && long.TryParse(parts[1].Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
                return new Preferences((int)Math.Min(size, int.MaxValue));
            throw FeedErrors.InvalidPreference(preference, "maxpagesize= and a whole number above 0");
        }

        return default;
    }
}
