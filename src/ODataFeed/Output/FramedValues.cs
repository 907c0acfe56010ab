using System.Runtime.CompilerServices;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// A column's values with their frame before them, null among them, so that a cell is one copy. For columns with few values; kept as
/// long as the column lives, once per frame.
/// </summary>
static class FramedValues
{
    /// <summary>Beyond this many values the lists would crowd the processor's cache, and a first small answer would wait for them.</summary>
    const ulong Largest = 1024;

    /// <summary>Lists kept per column: names that stand in a frame may be a client's own, of which there is no end.</summary>
    const int MostLists = 16;

    static readonly ConditionalWeakTable<Column, List<(CellFrame Frame, ValueNotation Notation, JsonValues Values)>> Known = [];

    /// <summary>The framed values, that of code 0 first; null where there are too many.</summary>
    public static JsonValues? Of(Column column, JsonValues values, CellFrame frame, ValueNotation notation)
    {
        if (column.MaxCode > Largest)
            return null;
        var known = Known.GetValue(column, _ => []);
        lock (known)
        {
            foreach (var entry in known)
            {
                if (entry.Notation == notation && entry.Frame.Equals(frame))
                    return entry.Values;
            }

            if (known.Count == MostLists)
                known.Clear();
            var made = Make(column, values, frame);
            known.Add((frame, notation, made));
            return made;
        }
    }

    static JsonValues Make(Column column, JsonValues values, CellFrame frame)
    {
        var framed = new JsonValues.Builder();
        framed.Add(frame.Null);
        for (var code = 1; code <= (int)column.MaxCode; code++)
            framed.Add([.. frame.Prefix, .. values[code]]);
        return framed.Build();
    }
}
