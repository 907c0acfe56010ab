using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Execution;

/// <summary>A comparison of two operands of one type; never null.</summary>
sealed class ComparisonEvaluator<T>(BinaryOperator @operator, Evaluator<T> left, Evaluator<T> right, Comparison<T> compare) : Evaluator<bool>
{
    public override void Run(RowBatch rows)
    {
        left.Run(rows);
        right.Run(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            Values[i] = left.Nulls[i] || right.Nulls[i]
                ? Coercion.CompareNulls(@operator, left.Nulls[i], right.Nulls[i])
                : Coercion.Holds(@operator, compare(left.Values[i], right.Values[i]));
        }
    }
}

/// <summary>A comparison of doubles, where NaN differs from everything, itself included (IEEE 754).</summary>
sealed class DoubleComparisonEvaluator(BinaryOperator @operator, Evaluator<double> left, Evaluator<double> right) : Evaluator<bool>
{
    public override void Run(RowBatch rows)
    {
        left.Run(rows);
        right.Run(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            if (left.Nulls[i] || right.Nulls[i])
                Values[i] = Coercion.CompareNulls(@operator, left.Nulls[i], right.Nulls[i]);
            else if (double.IsNaN(left.Values[i]) || double.IsNaN(right.Values[i]))
                Values[i] = @operator == BinaryOperator.NotEqual;
            else
                Values[i] = Coercion.Holds(@operator, left.Values[i].CompareTo(right.Values[i]));
        }
    }
}

/// <summary><c>X in (…)</c>; never null.</summary>
sealed class MembershipEvaluator<T>(Evaluator<T> operand, HashSet<T> values, bool matchesNull) : Evaluator<bool>
{
    public override void Run(RowBatch rows)
    {
        operand.Run(rows);
        for (var i = 0; i < rows.Count; i++)
            Values[i] = operand.Nulls[i] ? matchesNull : values.Contains(operand.Values[i]);
    }
}

/// <summary>
/// Three-valued <c>and</c>/<c>or</c> over several operands: the deciding value (false, true) beats null. A term is evaluated only for
/// rows that the terms before it left undecided, so that <c>A ne 0 and B div A gt 1</c> does not divide by zero.
/// </summary>
sealed class LogicEvaluator(bool and, Evaluator<bool>[] terms) : Evaluator<bool>
{
    readonly Subset _undecided = new();

    public override void Run(RowBatch rows)
    {
        Values.AsSpan(0, rows.Count).Fill(and);
        Nulls.AsSpan(0, rows.Count).Clear();
        foreach (var term in terms)
        {
            _undecided.Clear();
            for (var i = 0; i < rows.Count; i++)
            {
                if (Nulls[i] || Values[i] == and)
                    _undecided.Add(rows, i);
            }

            if (_undecided.Count == 0)
                return;
            term.Run(_undecided.Rows);
            for (var i = 0; i < _undecided.Count; i++)
                Combine(_undecided.Places[i], term.Values[i], term.Nulls[i]);
        }
    }

    void Combine(int place, bool value, bool isNull)
    {
        if (isNull)
            Nulls[place] = true;
        else if (value != and)
            (Values[place], Nulls[place]) = (value, false);
    }
}

/// <summary><c>not X</c>.</summary>
sealed class NotEvaluator(Evaluator<bool> operand) : Evaluator<bool>
{
    public override void Run(RowBatch rows)
    {
        operand.Run(rows);
        for (var i = 0; i < rows.Count; i++)
            (Values[i], Nulls[i]) = (!operand.Values[i], operand.Nulls[i]);
    }
}

/// <summary>
/// <c>case(…)</c>: the value of the first branch whose condition is true, else null. A branch is evaluated only for rows it may decide.
/// </summary>
sealed class CaseEvaluator<T>(Evaluator<bool>[] conditions, Evaluator<T>[] values) : Evaluator<T>
{
    readonly bool[] _decided = new bool[Snapshot.Column.Chunk];
    readonly Subset _open = new();
    readonly Subset _taken = new();

    public override void Run(RowBatch rows)
    {
        _decided.AsSpan(0, rows.Count).Clear();
        Nulls.AsSpan(0, rows.Count).Fill(true);
        for (var branch = 0; branch < values.Length; branch++)
        {
            _open.Clear();
            for (var i = 0; i < rows.Count; i++)
            {
                if (!_decided[i])
                    _open.Add(rows, i);
            }

            conditions[branch].Run(_open.Rows);
            Take(rows, conditions[branch]);
            values[branch].Run(_taken.Rows);
            for (var i = 0; i < _taken.Count; i++)
                (Values[_taken.Places[i]], Nulls[_taken.Places[i]]) = (values[branch].Values[i], values[branch].Nulls[i]);
        }
    }

    void Take(RowBatch rows, Evaluator<bool> condition)
    {
        _taken.Clear();
        for (var i = 0; i < _open.Count; i++)
        {
            if (condition.Nulls[i] || !condition.Values[i])
                continue;
            _decided[_open.Places[i]] = true;
            _taken.Add(rows, _open.Places[i]);
        }
    }
}

/// <summary>Some rows of a batch, and their places in it.</summary>
sealed class Subset
{
    readonly int[] _rows = new int[Snapshot.Column.Chunk];

    public int[] Places { get; } = new int[Snapshot.Column.Chunk];

    public int Count { get; private set; }

    public RowBatch Rows => RowBatch.Of(_rows.AsSpan(0, Count));

    public void Clear() => Count = 0;

    public void Add(RowBatch rows, int place)
    {
        _rows[Count] = rows[place];
        Places[Count++] = place;
    }
}
