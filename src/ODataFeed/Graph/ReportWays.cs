using System.Collections.Concurrent;
using UsageReports;

namespace ODataFeed.Graph;

/// <summary>The way that works for each report, as learnt since the start.</summary>
sealed class ReportWays(GraphCloud cloud)
{
    readonly ConcurrentDictionary<string, (IReadOnlyList<ReportWay> Ways, int Current)> _byFunction = [];

    /// <summary>The way to try; the best one until it is known not to be there.</summary>
    public ReportWay Of(Report report)
    {
        var (ways, current) = _byFunction.GetOrAdd(report.Function, _ => (ReportWay.Of(report, cloud), 0));
        return ways[current];
    }

    /// <summary>
    /// Graph does not have it this way: from now on the next way is tried. False after the last one; the next refresh begins at the
    /// first again, since Microsoft may have mended it.
    /// </summary>
    public bool TryMoveOn(Report report, ReportWay missing)
    {
        var hasNext = true;
        _byFunction.AddOrUpdate(
            report.Function,
            _ => (ReportWay.Of(report, cloud), 0),
            (_, known) =>
            {
                var failed = known.Ways.Index().First(way => way.Item == missing).Index;
                hasNext = failed + 1 < known.Ways.Count;
                return (known.Ways, hasNext ? Math.Max(known.Current, failed + 1) : 0);
            });
        return hasNext;
    }
}
