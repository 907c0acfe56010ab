using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// Rows put into groups by the codes of some columns. Groups are numbered in order of their values, nulls first, so that results come
/// in the same order in every request.
/// </summary>
sealed class Groups
{
    /// <summary>A table of this many places (16 MiB) beats hashing; beyond it memory would.</summary>
    const ulong LargestTable = 1 << 22;

    /// <summary>Clearing more places than this for every row costs more than hashing the row.</summary>
    const int MostPlacesPerRow = 64;

    readonly RowList _rows;
    int[]? _sizes;

    Groups(RowList rows, int[] ids, int[] first)
    {
        _rows = rows;
        Ids = ids;
        First = first;
    }

    /// <summary>The group of the row at each place.</summary>
    public int[] Ids { get; }

    /// <summary>A row of each group.</summary>
    public int[] First { get; }

    public int Count => First.Length;

    /// <summary>Without columns all rows are one group, even where there are none.</summary>
    public static Groups Of(RowSet rows, IReadOnlyList<int> ordinals, ExecutionBudget budget)
    {
        var ids = new int[rows.Rows.Count];
        if (ordinals.Count == 0)
            return new Groups(rows.Rows, ids, [rows.Rows.Count == 0 ? -1 : rows.Rows[0]]);
        if (ordinals is [var only] && rows.Table.Columns[only] is var column && column.MaxCode < Math.Min(LargestTable, (ulong)ids.Length))
            return ByCode(rows, column, ids, budget);
        var count = 1;
        foreach (var ordinal in ordinals)
        {
            budget.Spend(ids.Length);
            count = Refine(ids, count, rows, rows.Table.Columns[ordinal], budget);
        }

        return InOrder(rows, ids, rows.Rows.Count == 0 ? 0 : count, ordinals, budget);
    }

    /// <summary>The rows of each group, in their order.</summary>
    public IEnumerable<int[]> Members()
    {
        var members = Array.ConvertAll(Sizes(), size => new int[size]);
        var next = new int[Count];
        for (var place = 0; place < Ids.Length; place++)
            members[Ids[place]][next[Ids[place]]++] = _rows[place];
        return members;
    }

    /// <summary>How many rows each group has.</summary>
    public int[] Sizes()
    {
        if (_sizes is not null)
            return _sizes;
        _sizes = new int[Count];
        foreach (var id in Ids)
            _sizes[id]++;
        return _sizes;
    }

    /// <summary>Groups of one column of few values: counting these gives sizes and order, and nothing has to be sorted.</summary>
    static Groups ByCode(RowSet rows, Column column, int[] ids, ExecutionBudget budget)
    {
        budget.Spend(ids.Length);
        var parts = RowRanges.Run(ids.Length, (start, end) => Seen(rows.Rows, column, ids, start, end, budget.Cancellation));
        var (sizes, first) = parts[0];
        foreach (var part in parts[1..])
            Add(part.Sizes, part.First, sizes, first);
        var (count, rank) = (0, new int[sizes.Length]);
        for (var code = 0; code < rank.Length; code++)
        {
            rank[code] = count;
            (sizes[count], first[count]) = (sizes[code], first[code]);
            count += sizes[count] == 0 ? 0 : 1;
        }

        budget.CheckGroups(count);
        for (var place = 0; place < ids.Length; place++)
            ids[place] = rank[ids[place]];
        return new Groups(rows.Rows, ids, first[..count]) { _sizes = sizes[..count] };
    }

    /// <summary>Adds what was seen in a later range.</summary>
    static void Add(int[] sizes, int[] first, int[] allSizes, int[] allFirst)
    {
        for (var code = 0; code < sizes.Length; code++)
        {
            if (allSizes[code] == 0)
                allFirst[code] = first[code];
            allSizes[code] += sizes[code];
        }
    }

    /// <summary>Notes the code of each row of a range, how many rows have it, and the first of them.</summary>
    static (int[] Sizes, int[] First) Seen(RowList rows, Column column, int[] ids, int first, int end, CancellationToken cancellation)
    {
        var seen = (Sizes: new int[column.MaxCode + 1], First: new int[column.MaxCode + 1]);
        Span<ulong> codes = stackalloc ulong[Column.Chunk];
        for (var start = first; start < end; start += Column.Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = Math.Min(Column.Chunk, end - start);
            rows.Batch(start, size).ReadCodes(column.Codes, codes);
            for (var i = 0; i < size; i++)
            {
                var code = (int)codes[i];
                ids[start + i] = code;
                if (seen.Sizes[code]++ == 0)
                    seen.First[code] = rows[start + i];
            }
        }

        return seen;
    }

    /// <summary>Splits groups by the codes of one more column, and says how many there are then; ids are given in order of first sight.</summary>
    static int Refine(int[] ids, int count, RowSet rows, Column column, ExecutionBudget budget)
    {
        var width = column.MaxCode + 1;
        var most = Math.Min(LargestTable, (ulong)ids.Length * MostPlacesPerRow);
        var table = width <= most / (ulong)Math.Max(1, count) ? new int[(ulong)count * width] : null;
        var hashed = table is null ? new Dictionary<(int, ulong), int>() : null;
        var found = 0;
        Span<ulong> codes = stackalloc ulong[Column.Chunk];
        for (var start = 0; start < ids.Length; start += Column.Chunk)
        {
            budget.CheckGroups(found);
            var size = Math.Min(Column.Chunk, ids.Length - start);
            rows.Rows.Batch(start, size).ReadCodes(column.Codes, codes);
            for (var i = 0; i < size; i++)
            {
                ref var id = ref ids[start + i];
                if (table is not null)
                {
                    ref var known = ref table[((ulong)id * width) + codes[i]];
                    if (known == 0)
                        known = ++found;
                    id = known - 1;
                }
                else if (hashed!.TryGetValue((id, codes[i]), out var known))
                {
                    id = known;
                }
                else
                {
                    hashed[(id, codes[i])] = found;
                    id = found++;
                }
            }
        }

        budget.CheckGroups(found);
        return found;
    }

    static Groups InOrder(RowSet rows, int[] ids, int count, IReadOnlyList<int> ordinals, ExecutionBudget budget)
    {
        var first = new int[count];
        for (var place = ids.Length - 1; place >= 0; place--)
            first[ids[place]] = rows.Rows[place];
        var places = new int[count];
        for (var i = 0; i < count; i++)
            places[i] = i;
        var keys = new List<SortKey>();
        foreach (var ordinal in ordinals)
        {
            var column = rows.Table.Columns[ordinal];
            var codes = Codes.Create(count, column.MaxCode);
            for (var i = 0; i < count; i++)
                codes.Write(i, [column.Codes[first[i]]]);
            keys.Add(new SortKey(codes, column.MaxCode));
        }

        var sorted = RowOrder.Sort(keys, places, budget.Cancellation);
        var rank = new int[count];
        for (var i = 0; i < count; i++)
            rank[sorted[i]] = i;
        for (var place = 0; place < ids.Length; place++)
            ids[place] = rank[ids[place]];
        return new Groups(rows.Rows, ids, Array.ConvertAll(sorted, group => first[group]));
    }
}
