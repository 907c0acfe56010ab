using ODataFeed.Query.Plan;

namespace ODataFeed.Query.Execution;

/// <summary>
/// What one query may cost, counted in steps of a nanosecond or so: legal but explosive requests (a forty-fold <c>concat</c> of sorts, ten
/// thousand terms over millions of rows) end in an error instead of a busy minute. Also carries the cancellation, which is looked at
/// wherever steps are counted.
/// </summary>
/// <param name="cancellation">Ends the query.</param>
/// <param name="groups">The most groups that one <c>groupby</c> may make.</param>
/// <param name="most">Steps it may take.</param>
sealed class ExecutionBudget(CancellationToken cancellation, int groups = int.MaxValue, long most = ExecutionBudget.Default)
{
    /// <summary>
    /// Some twenty seconds of one core. Of the honest queries seen the largest, 800 terms over five million rows, takes half of it.
    /// </summary>
    public const long Default = 20_000_000_000;

    /// <summary>To take a row in hand: read it, hash it, move it.</summary>
    const int RowCost = 20;

    /// <summary>A function may make a text of its own.</summary>
    const int CallCost = 20;

    /// <summary>Ends what computes at present: a query may compute more than once, each time for a limited while.</summary>
    public CancellationToken Cancellation { get; set; } = cancellation;

    /// <summary>The steps counted so far.</summary>
    public long Spent { get; private set; }

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
    public void Spend(long rows) => Count(checked(rows * RowCost));

    /// <summary>Counts an expression about to be evaluated for some rows.</summary>
    /// <inheritdoc cref="Spend(long)"/>
    public void Spend(long rows, Expression expression) => Count(checked(rows * Cost(expression)));

    void Count(long more)
    {
        Cancellation.ThrowIfCancellationRequested();
        Spent += more;
        if (Spent > most)
            throw FeedErrors.QueryTooExpensive();
    }

    static long Cost(Expression expression)
    {
        var cost = 0L;
        var open = new Stack<Expression>([expression]);
        while (open.TryPop(out var next))
        {
            cost += next is Call or Conversion { Type: EdmType.String } ? CallCost : 1;
            foreach (var operand in next.Operands)
                open.Push(operand);
        }

        return cost;
    }
}
