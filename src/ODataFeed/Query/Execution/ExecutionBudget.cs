namespace ODataFeed.Query.Execution;

/// <summary>
/// What one query may cost, counted in rows touched: legal but explosive requests (a forty-fold <c>concat</c> of sorts) end in an
/// error instead of a busy minute. Also carries the cancellation, which is looked at wherever rows are counted.
/// </summary>
/// <param name="cancellation">Ends the query.</param>
/// <param name="groups">The most groups that one <c>groupby</c> may make.</param>
/// <param name="rows">Rows that may be touched.</param>
sealed class ExecutionBudget(CancellationToken cancellation, int groups = int.MaxValue, long rows = ExecutionBudget.Default)
{
    /// <summary>About ten seconds of one core; the largest honest query seen, a two-level grouping of five million rows, takes a tenth.</summary>
    public const long Default = 1_000_000_000;

    long _left = rows;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Called while groups are found, every so many rows.</summary>
    /// <exception cref="FeedException">They are too many already.</exception>
    public void CheckGroups(int found)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (found > groups)
            throw FeedErrors.TooManyGroups(groups);
    }

    /// <summary>Counts rows about to be touched.</summary>
    /// <exception cref="FeedException">The query has used its budget up.</exception>
    public void Spend(long rows)
    {
        Cancellation.ThrowIfCancellationRequested();
        if ((_left -= rows) < 0)
            throw FeedErrors.QueryTooExpensive();
    }
}
