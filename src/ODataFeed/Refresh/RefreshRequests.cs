using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>Refreshes somebody asks for. Whichever service is asked, the one that refreshes is told.</summary>
sealed class RefreshRequests(RefreshAlarms alarms, ReportStore store, Replica replica, RefreshOptions options)
{
    /// <summary>False where the service that refreshes could not be told.</summary>
    public async Task<bool> TryAskAsync(IReadOnlyList<Report> reports, CancellationToken cancellationToken)
    {
        if (replica.IsRefresher)
        {
            Ring(reports);
            return true;
        }

        try
        {
            await store.TellAsync(string.Join(',', reports.Select(report => report.EntitySet)), cancellationToken);
            return true;
        }
        catch (StoreException)
        {
            // The answer says so, and the log of what follows the store has said it.
            return false;
        }
    }

    /// <summary>Takes what another service was asked for; a publish says nothing.</summary>
    public void Take(string message)
    {
        var sets = message.Split(',');
        if (replica.IsRefresher)
            Ring(options.Reports.Where(report => sets.Contains(report.EntitySet, StringComparer.Ordinal)));
    }

    void Ring(IEnumerable<Report> reports)
    {
        foreach (var report in reports)
            alarms.Ring(report);
    }
}
