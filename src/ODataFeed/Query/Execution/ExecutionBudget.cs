using ODataFeed.Query.Plan;

namespace ODataFeed.Query.Execution;

/// <summary>
/// What one query may cost, counted in steps of a nanosecond or so: legal but explosive requests (a forty-fold <c>concat</c> of sorts, ten
/// thousand terms over millions of rows) end in an error instead of a busy minute. Also carries the cancellation, which is looked at
/// wherever steps are counted.
/// </summary>
sealed class ExecutionBudget(CancellationToken cancellation, long most = ExecutionBudget.Default)
{
    /// <summary>
    /// Some twenty seconds of one core. Of the honest queries seen the largest, 800 terms over five million rows, takes half of it.
    /// </summary>
    public const long Default = 20_000_000_000;

    /// <summary>To take a row in hand: read it, hash it, move it.</summary>
    const int RowCost = 20;

    /// <summary>A function may make a text of its own.</summary>
    const int CallCost = 20;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The steps counted so far.</summary>
    public long Spent { get; private set; }

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
