using System.Numerics;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>A condition as it is applied to consecutive rows of a table. One instance serves one thread.</summary>
abstract class Selector
{
    /// <summary>Clears the mark of every row for which the condition is not true; rows not marked are not looked at.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="mask">A mark per row, at most <see cref="Column.Chunk"/>.</param>
    public abstract void Narrow(int start, Span<bool> mask);
}

/// <summary>Codes within a range, or outside of it: what every comparison of a column with a constant comes down to.</summary>
sealed class CodeRangeSelector<T>(Codes<T> codes, ulong low, ulong high, bool outside) : Selector
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    public override void Narrow(int start, Span<bool> mask)
    {
        if (low > high)
        {
            if (!outside)
                mask.Clear();
            return;
        }

        // One unsigned comparison instead of two: what lies below the range wraps around to above its width.
        var (from, width) = (T.CreateTruncating(low), T.CreateTruncating(high - low));
        var items = codes.Items.Slice(start, mask.Length);
        for (var i = 0; i < items.Length; i++)
            mask[i] &= (unchecked(items[i] - from) <= width) != outside;
    }
}

/// <summary>Codes of a set, given as a mark per code of the domain.</summary>
sealed class CodeSetSelector(Codes codes, bool[] set) : Selector
{
    readonly ulong[] _codes = new ulong[Column.Chunk];

    public override void Narrow(int start, Span<bool> mask)
    {
        codes.Read(start, _codes.AsSpan(0, mask.Length));
        for (var i = 0; i < mask.Length; i++)
            mask[i] &= set[_codes[i]];
    }
}

/// <summary>Any condition, evaluated row by row for the rows still marked.</summary>
sealed class ConditionSelector(Evaluator<bool> condition) : Selector
{
    readonly Subset _marked = new();

    public override void Narrow(int start, Span<bool> mask)
    {
        var rows = RowBatch.Of(start, mask.Length);
        _marked.Clear();
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
                _marked.Add(rows, i);
        }

        if (_marked.Count == 0)
            return;
        condition.Run(_marked.Rows);
        for (var i = 0; i < _marked.Count; i++)
            mask[_marked.Places[i]] = condition.Values[i] && !condition.Nulls[i];
    }
}

/// <summary>All of several conditions.</summary>
sealed class AndSelector(Selector[] terms) : Selector
{
    public override void Narrow(int start, Span<bool> mask)
    {
        foreach (var term in terms)
            term.Narrow(start, mask);
    }
}

/// <summary>Any of several conditions; each looks only at rows that none before it took.</summary>
sealed class OrSelector(Selector[] terms) : Selector
{
    readonly bool[] _open = new bool[Column.Chunk];
    readonly bool[] _taken = new bool[Column.Chunk];

    public override void Narrow(int start, Span<bool> mask)
    {
        var open = _open.AsSpan(0, mask.Length);
        var taken = _taken.AsSpan(0, mask.Length);
        taken.Clear();
        foreach (var term in terms)
        {
            for (var i = 0; i < open.Length; i++)
                open[i] = mask[i] & !taken[i];
            term.Narrow(start, open);
            for (var i = 0; i < open.Length; i++)
                taken[i] |= open[i];
        }

        taken.CopyTo(mask);
    }
}

/// <summary>The opposite of a condition that is never null.</summary>
sealed class NotSelector(Selector operand) : Selector
{
    readonly bool[] _true = new bool[Column.Chunk];

    public override void Narrow(int start, Span<bool> mask)
    {
        var held = _true.AsSpan(0, mask.Length);
        mask.CopyTo(held);
        operand.Narrow(start, held);
        for (var i = 0; i < mask.Length; i++)
            mask[i] &= !held[i];
    }
}

/// <summary>The same answer for every row.</summary>
sealed class ConstantSelector(bool value) : Selector
{
    public override void Narrow(int start, Span<bool> mask)
    {
        if (!value)
            mask.Clear();
    }
}
