namespace ODataFeed.Output;

/// <summary>Puts neighbouring cells of a row that have few values together, so that there is less to call and to copy per row.</summary>
static class CellRuns
{
    public static CellWriter[] Of(IEnumerable<CellWriter> cells)
    {
        var joined = Together(cells, JoinedCellWriter.Fits, run => new JoinedCellWriter(run));
        return [.. Together(joined, (_, _) => true, run => new FramedRunWriter(run))];
    }

    /// <param name="fits">Whether a cell can be put to those before it.</param>
    /// <param name="join">Makes one cell of several.</param>
    static IEnumerable<CellWriter> Together(
        IEnumerable<CellWriter> cells, Func<IReadOnlyList<FramedCellWriter<byte>>, FramedCellWriter<byte>, bool> fits, Func<IReadOnlyList<FramedCellWriter<byte>>, CellWriter> join)
    {
        var run = new List<FramedCellWriter<byte>>();
        foreach (var cell in cells)
        {
            var next = cell as FramedCellWriter<byte>;
            if (run.Count > 0 && (next is null || !fits(run, next)))
            {
                yield return run is [var only] ? only : join(run);
                run = [];
            }

            if (next is null)
                yield return cell;
            else
                run.Add(next);
        }

        if (run.Count > 0)
            yield return run is [var last] ? last : join(run);
    }
}
