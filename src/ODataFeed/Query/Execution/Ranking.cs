using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// <c>topcount</c> and its siblings (Data Aggregation §3.3.1). The order of the output is the service's to choose: the one in which rows
/// are considered, best first. Null values are considered last and add nothing.
/// </summary>
static class Ranking
{
    public static RowList Of(RowSet rows, RankRows rank, ExecutionBudget budget)
    {
        budget.Spend(rows.Rows.Count, rank.Value);
        var all = rows.Rows.ToArray();
        var values = ComputedColumn.Of(rows.Table, rank.Value, all, budget.Cancellation);
        var top = rank.Method is RankMethod.TopCount or RankMethod.TopSum or RankMethod.TopPercent;
        var places = Considered(values, all.Length, top, budget.Cancellation);
        var count = rank.Method is RankMethod.TopCount or RankMethod.BottomCount
            ? (int)Math.Min(rank.Amount, places.Length)
            : UpToSum(values, places, rank);
        return new RowList(Array.ConvertAll(places[..count], place => all[place]));
    }

    /// <summary>Places from best to worst, ties in the order given, nulls at the end.</summary>
    static int[] Considered(Column values, int count, bool top, CancellationToken cancellation)
    {
        var places = RowOrder.Sort([new SortKey(values, top)], [.. Enumerable.Range(0, count)], cancellation);
        return top ? places : [.. places.Where(place => !values.IsNull(place)), .. places.Where(values.IsNull)];
    }

    static int UpToSum(Column values, int[] places, RankRows rank)
    {
        var numbers = Array.ConvertAll(places, place => NumberOf(values, place));
        try
        {
            if (rank.Method is RankMethod.TopSum or RankMethod.BottomSum)
                return CountUpTo(numbers, rank.Amount, falling: false);
            var total = numbers.Sum();
            return CountUpTo(numbers, total / 100 * rank.Amount, falling: total < 0);
        }
        catch (OverflowException)
        {
            throw FeedErrors.ArithmeticOverflow();
        }
    }

    /// <summary>How many numbers it takes until their sum reaches the limit; the sum of none may have reached it.</summary>
    /// <param name="falling">The limit is reached from above: it is a share of a total below zero.</param>
    static int CountUpTo(decimal[] numbers, decimal limit, bool falling)
    {
        var sum = 0m;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (falling ? sum <= limit : sum >= limit)
                return i;
            sum += numbers[i];
        }

        return numbers.Length;
    }

    static decimal NumberOf(Column values, int place)
    {
        var code = values.Codes[place];
        return code == 0 ? 0 : values switch
        {
            NumberColumn numbers => numbers.ValueOf(code),
            DecimalColumn decimals => decimals.ValueOf(code),
            RealColumn reals => Coercion.ConvertValue(reals.ValueOf(code), EdmType.Double, EdmType.Decimal) is decimal number ? number : throw FeedErrors.ArithmeticOverflow(),
            _ => throw new InvalidOperationException($"A {values.GetType().Name} has no sum."),
        };
    }
}
