namespace ODataFeed;

/// <summary>Finds what a person probably meant.</summary>
static class Nearest
{
    /// <summary>A longer text is no misspelt name; comparing it would only cost time.</summary>
    const int LongestName = 128;

    /// <summary>At most <paramref name="count"/> candidates, those that take the fewest edits first; case does not matter.</summary>
    public static IReadOnlyList<string> Of(string found, IEnumerable<string> candidates, int count) =>
        [.. candidates.OrderBy(name => Edits(found, name)).ThenBy(name => name, StringComparer.Ordinal).Take(count)];

    /// <summary>The closest candidate, where no more than a third of what was found must change; else null.</summary>
    public static string? Close(string found, IEnumerable<string> candidates) =>
        found.Length <= LongestName && Of(found, candidates, 1) is [var nearest] && Edits(found, nearest) <= Math.Max(1, found.Length / 3) ? nearest : null;

    /// <summary>The Levenshtein distance, one row of the matrix at a time.</summary>
    static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(from[i]) == char.ToLowerInvariant(to[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
