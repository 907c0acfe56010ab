using System.Runtime.CompilerServices;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Writes neighbouring cells as one: flags and the like have so few values that there is a list of all their combinations, and half a
/// dozen cells become one copy.
/// </summary>
sealed class JoinedCellWriter : CellWriter
{
    /// <summary>Beyond this many combinations a first small answer would wait for the list; six flags that may be null have 729.</summary>
    const int MostCombinations = 1024;

    /// <summary>Lists kept per first cell: an answer's neighbours are for the client to choose.</summary>
    const int MostLists = 8;

    static readonly ConditionalWeakTable<JsonValues, List<(JsonValues[] Parts, JsonValues Joined)>> Known = [];

    readonly (Codes<byte> Codes, int Width)[] _parts;
    readonly JsonValues _values;

    public JoinedCellWriter(IReadOnlyList<FramedCellWriter<byte>> cells)
        : base(new CellFrame([], []))
    {
        _parts = [.. cells.Select(cell => (cell.Codes, cell.Values.Count))];
        _values = ValuesOf([.. cells.Select(cell => cell.Values)]);
    }

    protected override int MaxValueBytes => _values.Longest;

    public override int Write(int row, Span<byte> target)
    {
        var place = 0;
        foreach (var (codes, width) in _parts)
            place = (place * width) + codes.Items[row];
        return _values.Copy(place + 1, target);
    }

    /// <summary>Whether a cell can be joined to those before it.</summary>
    public static bool Fits(IReadOnlyList<FramedCellWriter<byte>> cells, FramedCellWriter<byte> next) =>
        cells.Aggregate((long)next.Values.Count, (combinations, cell) => combinations * cell.Values.Count) <= MostCombinations;

    /// <summary>The combinations, that of the first values first; kept as long as the first cell's values are.</summary>
    static JsonValues ValuesOf(JsonValues[] parts)
    {
        var known = Known.GetValue(parts[0], _ => []);
        lock (known)
        {
            foreach (var entry in known)
            {
                if (entry.Parts.SequenceEqual(parts))
                    return entry.Joined;
            }

            if (known.Count == MostLists)
                known.Clear();
            var joined = new JsonValues.Builder();
            Combine(joined, parts, []);
            known.Add((parts, joined.Build()));
            return known[^1].Joined;
        }
    }

    static void Combine(JsonValues.Builder joined, ReadOnlySpan<JsonValues> parts, ReadOnlySpan<byte> before)
    {
        for (var code = 1; code <= parts[0].Count; code++)
        {
            byte[] cells = [.. before, .. parts[0][code]];
            if (parts.Length == 1)
                joined.Add(cells);
            else
                Combine(joined, parts[1..], cells);
        }
    }
}
