using System.IO.Enumeration;
using UsageReports;

namespace ODataFeed.Access;

/// <summary>What a caller may read.</summary>
/// <param name="Globs">Names and globs of entity sets; null: all.</param>
/// <param name="Personal">Sets with personal data, too.</param>
sealed record ReadRights(IReadOnlyList<string>? Globs, bool Personal)
{
    /// <summary>The right that reading a set with personal data takes, as messages name it.</summary>
    public const string PersonalRight = "personal data";

    public static ReadRights All { get; } = new(null, true);

    /// <summary>Tells these rights from any others; empty for those that leave nothing out.</summary>
    public string Tag { get; } = Globs is null && Personal ? "" : $"{(Personal ? "" : "-nopersonal")}{(Globs is null ? "" : $"-{HashOf(Globs)}")}";

    /// <summary>
    /// The right that is missing for a set; null where it may be read. A set goes with its report: who may read a report may read its
    /// history and what is made of it alone.
    /// </summary>
    /// <param name="personal">Whether the set holds personal data.</param>
    /// <param name="names">The set's name, and that of its report's set.</param>
    public string? Missing(bool personal, params ReadOnlySpan<string> names)
    {
        if (Globs is not null && !Covers(names))
            return names[0];
        return personal && !Personal ? PersonalRight : null;
    }

    /// <summary>Whether a report's own set may be read, and so what is known of its refreshes.</summary>
    public bool MayRead(Report report) => Missing(report.Detail, report.EntitySet) is null;

    bool Covers(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Globs!.Any(glob => FileSystemName.MatchesSimpleExpression(glob, name)))
                return true;
        }

        return false;
    }

    public bool Equals(ReadRights? other) => other is not null && Tag == other.Tag;

    public override int GetHashCode() => Tag.GetHashCode(StringComparison.Ordinal);

    /// <summary>The same in every process, because entity tags carry it.</summary>
    static string HashOf(IReadOnlyList<string> globs) =>
        Convert.ToHexStringLower(AccessKey.HashOf(string.Join(',', globs.Select(glob => glob.ToLowerInvariant()).Order(StringComparer.Ordinal))).AsSpan(0, 8));
}
