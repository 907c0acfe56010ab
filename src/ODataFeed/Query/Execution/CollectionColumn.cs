using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Query.Execution;

/// <summary>A column whose cells are rows of other tables: what <c>nest</c> makes. Null is a cell that has no collection at all.</summary>
/// <param name="values">By code, from 1.</param>
/// <param name="budget">That of the query, which looking at the collections' rows is counted in.</param>
sealed class CollectionColumn(Codes codes, IReadOnlyList<RowSet> values, ExecutionBudget budget) : Column(ColumnType.String, codes)
{
    public override ulong MaxCode => (ulong)values.Count;

    public override long Bytes => Codes.Bytes;

    public ExecutionBudget Budget => budget;

    /// <summary>A column of one cell.</summary>
    public static CollectionColumn Of(RowSet value, ExecutionBudget budget)
    {
        var codes = Codes.Create(1, 1);
        codes.Write(0, [1]);
        return new CollectionColumn(codes, [value], budget);
    }

    /// <summary>A column of cells without collections.</summary>
    public static CollectionColumn Null(int count, ExecutionBudget budget) => new(Codes.Create(count, 0), [], budget);

    public RowSet ValueOf(ulong code) => values[(int)code - 1];

    public override object? GetObject(int row) => IsNull(row) ? null : ValueOf(Codes[row]);

    public override Column WithCodes(Codes codes) => new CollectionColumn(codes, values, budget);

    public override bool SharesDomain(Column other) => other is CollectionColumn { Values: var others } && ReferenceEquals(others, values);

    IReadOnlyList<RowSet> Values => values;

    protected override Column Gathered(IReadOnlyList<Column> sources, ReadOnlySpan<int> rows)
    {
        var all = new List<RowSet>();
        var first = new ulong[sources.Count];
        for (var i = 0; i < sources.Count; i++)
        {
            first[i] = (ulong)all.Count;
            var source = (CollectionColumn)sources[i];
            for (var code = 1UL; code <= source.MaxCode; code++)
                all.Add(source.ValueOf(code));
        }

        var gathered = Codes.Create(rows.Length, (ulong)all.Count);
        var (current, offset) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            Sources.Seek(sources, rows[i], ref current, ref offset);
            var code = sources[current].Codes[rows[i] - offset];
            gathered.Write(i, [code == 0 ? 0 : code + first[current]]);
        }

        return new CollectionColumn(gathered, all, budget);
    }
}
