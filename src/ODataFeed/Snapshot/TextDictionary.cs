using System.Text;

namespace ODataFeed.Snapshot;

/// <summary>
/// The distinct texts of a column in order of their UTF-8 bytes (that is by code point, as <c>COLLATE "C"</c> orders), each stored
/// once as the JSON string that will be written: quoted and escaped. Code 1 is the first; 0 is null.
/// </summary>
sealed class TextDictionary(JsonValues values)
{
    /// <summary>The texts as JSON strings, quotes included.</summary>
    public JsonValues Values { get; } = values;

    public int Count => Values.Count;

    public long Bytes => Values.Bytes;

    /// <summary>The text behind a code. Allocates.</summary>
    public string Text(int code)
    {
        var inner = Values[code][1..^1];
        return inner.Contains((byte)'\\') ? JsonText.Unescape(inner) : Encoding.UTF8.GetString(inner);
    }

    /// <summary>The code of a text, or the complement of the code it would have.</summary>
    public int Find(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var (low, high) = (1, Count);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Compare(middle, wanted);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    /// <summary>Compares the text behind a code with UTF-8 bytes, by code point.</summary>
    int Compare(int code, ReadOnlySpan<byte> text)
    {
        var inner = Values[code][1..^1];
        return inner.Contains((byte)'\\')
            ? Encoding.UTF8.GetBytes(JsonText.Unescape(inner)).AsSpan().SequenceCompareTo(text)
            : inner.SequenceCompareTo(text);
    }

    /// <summary>
    /// A dictionary that holds just the marked codes of the sources; <paramref name="codes"/> gets, per source, the new code of each
    /// old one (index 0, null, stays 0).
    /// </summary>
    public static TextDictionary Merge(IReadOnlyList<TextDictionary> sources, IReadOnlyList<bool[]> used, out int[][] codes)
    {
        if (sources.Count == 1 && !used[0].AsSpan(1).Contains(false))
        {
            codes = [[.. Enumerable.Range(0, used[0].Length)]];
            return sources[0];
        }

        codes = [.. sources.Select(source => new int[source.Count + 1])];
        var builder = new JsonValues.Builder();
        var next = new int[sources.Count];
        while (Smallest(sources, used, next) is var smallest and >= 0)
        {
            var json = sources[smallest].Values[next[smallest]];
            builder.Add(json);
            codes[smallest][next[smallest]] = builder.Count;
            for (var other = 0; other < sources.Count; other++)
            {
                if (other != smallest && next[other] <= sources[other].Count && sources[other].Values[next[other]].SequenceEqual(json))
                    codes[other][next[other]] = builder.Count;
                else if (other != smallest)
                    continue;
                next[other]++;
            }
        }

        return new TextDictionary(builder.Build());
    }

    /// <summary>Skips unused codes and says which source holds the smallest next text; -1 at the end.</summary>
    static int Smallest(IReadOnlyList<TextDictionary> sources, IReadOnlyList<bool[]> used, int[] next)
    {
        var smallest = -1;
        for (var source = 0; source < sources.Count; source++)
        {
            next[source] = Math.Max(next[source], 1);
            while (next[source] <= sources[source].Count && !used[source][next[source]])
                next[source]++;
            if (next[source] <= sources[source].Count
                && (smallest < 0 || JsonText.Compare(sources[source].Values[next[source]], sources[smallest].Values[next[smallest]]) < 0))
                smallest = source;
        }

        return smallest;
    }
}
