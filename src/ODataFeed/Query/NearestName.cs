namespace ODataFeed.Query;

/// <summary>Finds what was probably meant by a misspelt name.</summary>
static class NearestName
{
    /// <summary>Longer names are not compared: a slip of the pen is no longer than what it should have been.</summary>
    const int LongestName = 64;

    /// <returns>The candidate at the smallest edit distance, ignoring case; null if more than a third of the name differs.</returns>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
            return null;
        string? nearest = null;
        var smallest = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length <= LongestName && Distance(name, candidate) is var distance && distance < smallest)
                (nearest, smallest) = (candidate, distance);
        }

        return nearest;
    }

    /// <summary>Levenshtein distance, one row at a time.</summary>
    static int Distance(string left, string right)
    {
        Span<int> row = stackalloc int[LongestName + 1];
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;
        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(left[line - 1]) == char.ToLowerInvariant(right[column - 1]) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(substitution, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
