using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>The rows a navigation property leads to: each distinct value of the own column is looked up once.</summary>
static class RelatedRows
{
    /// <summary>The target's row by code of the own column; -1 where there is none.</summary>
    public static int[] Of(Column own, Table target)
    {
        var rows = new int[own.MaxCode + 1];
        rows[0] = -1;
        var key = target.Columns[target.Schema.Key[0]];
        for (var code = 1UL; code <= own.MaxCode; code++)
            rows[code] = RowOf(target, key, own, code);
        return rows;
    }

    /// <summary>A column of the target for the rows of the own one.</summary>
    /// <param name="rows">The target's row by code, or -1.</param>
    public static Column Cells(Column own, int[] rows, Column values)
    {
        var codes = Array.ConvertAll(rows, row => row < 0 ? 0 : values.Codes[row]);
        var related = Codes.Create(own.Count, values.MaxCode);
        Span<ulong> chunk = stackalloc ulong[Column.Chunk];
        for (var start = 0; start < own.Count; start += chunk.Length)
        {
            var part = chunk[..Math.Min(chunk.Length, own.Count - start)];
            own.Codes.Read(start, part);
            for (var i = 0; i < part.Length; i++)
                part[i] = codes[part[i]];
            related.Write(start, part);
        }

        return values.WithCodes(related);
    }

    /// <summary>One cell of the target in every row; null where no entity has the key.</summary>
    public static Column Of(Table table, RootColumn root, Table target)
    {
        var values = target.Columns[root.Ordinal];
        var codes = Codes.Create(table.Count, values.MaxCode);
        if (KeyLookup.Find(target, root.Key) is >= 0 and var row)
        {
            Span<ulong> chunk = stackalloc ulong[Column.Chunk];
            chunk.Fill(values.Codes[row]);
            for (var start = 0; start < table.Count; start += Column.Chunk)
                codes.Write(start, chunk[..Math.Min(Column.Chunk, table.Count - start)]);
        }

        return values.WithCodes(codes);
    }

    /// <summary>The target's row that a navigation property of one row leads to, or -1.</summary>
    public static int Find(Table table, int row, NavigationSchema navigation, Table target)
    {
        var own = table.Columns[navigation.Column];
        return own.IsNull(row) ? -1 : RowOf(target, target.Columns[target.Schema.Key[0]], own, own.Codes[row]);
    }

    /// <summary>The target's row whose key is the value of an own code, or -1.</summary>
    static int RowOf(Table target, Column key, Column own, ulong code)
    {
        var (low, high) = (key, own) switch
        {
            (NumberColumn keys, NumberColumn numbers) => keys.Bounds(numbers.ValueOf(code)),
            (TextColumn keys, TextColumn texts) => keys.Bounds(texts.Dictionary.Text((int)code)),
            _ => throw new InvalidOperationException($"A {own.Type} does not lead to a key of type {key.Type}."),
        };
        return low == high ? -1 : KeyLookup.First(key.Codes, low, 0, target.Count);
    }
}
