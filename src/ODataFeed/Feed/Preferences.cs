using System.Globalization;
using ODataFeed.Output;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>What a client would like (header <c>Prefer</c>), as far as this feed knows it; the rest is passed over, as it must be.</summary>
/// <param name="PageSize"><c>maxpagesize</c></param>
/// <param name="OmitNulls"><c>omit-values=nulls</c></param>
/// <param name="Annotations"><c>include-annotations</c> with any value: data has none, and <c>$metadata</c> always has all.</param>
readonly record struct Preferences(int? PageSize, bool OmitNulls, bool Annotations)
{
    const string Prefix = "odata.";

    /// <summary>Names may be prefixed; of a bare and a prefixed one the bare one counts (OData part 1 §8.2.8), otherwise the first (RFC 7240 §2).</summary>
    public static Preferences Of(HttpRequest request)
    {
        var given = PreferHeader.Parse(request.Headers["Prefer"]).ToList();
        return new Preferences(
            Value("maxpagesize") is { } size ? ReadSize(size) : null,
            "nulls".Equals(Value("omit-values"), StringComparison.OrdinalIgnoreCase),
            Value("include-annotations") is not null);

        string? Value(string name) =>
            given.Where(preference => preference.Name == name).Concat(given.Where(preference => preference.Name == Prefix + name))
                .Select(preference => preference.Value).FirstOrDefault();
    }

    /// <summary>
    /// The value of <c>Preference-Applied</c>: what was done, under the names of the answer's version; null where nothing was.
    /// </summary>
    /// <param name="pageSize">The page size that was used because one was preferred.</param>
    /// <param name="annotations">The annotations the answer has: <c>*</c> all there are, <c>-*</c> none.</param>
    public string? Applied(Representation representation, int? pageSize, string annotations)
    {
        var prefix = representation.Version401 ? "" : Prefix;
        var applied = new List<string>();
        if (pageSize is not null)
            applied.Add(string.Create(CultureInfo.InvariantCulture, $"{prefix}maxpagesize={pageSize}"));
        if (representation.OmitNulls)
            applied.Add("omit-values=nulls");
        if (Annotations)
            applied.Add($"{prefix}include-annotations=\"{annotations}\"");
        return applied.Count == 0 ? null : string.Join(", ", applied);
    }

    static int ReadSize(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? (int)Math.Min(size, int.MaxValue)
            : throw FeedErrors.InvalidPreference($"maxpagesize={value}", "maxpagesize= and a whole number above 0");
}
