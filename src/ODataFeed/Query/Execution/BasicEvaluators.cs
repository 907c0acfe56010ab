using System.Numerics;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>The same value for every row.</summary>
sealed class ConstantEvaluator<T> : Evaluator<T>
{
    public ConstantEvaluator(T? value)
    {
        Nulls.AsSpan().Fill(value is null);
        Values.AsSpan().Fill(value!);
    }

    public override void Run(RowBatch rows)
    {
        // The buffers were filled once and nobody else writes them.
    }
}

/// <summary>Looks the value of each row's code up in a list that holds one value per code.</summary>
sealed class LookupEvaluator<T>(Codes codes, T[] values, bool[] nulls) : Evaluator<T>
{
    readonly ulong[] _codes = new ulong[Column.Chunk];

    public override void Run(RowBatch rows)
    {
        rows.ReadCodes(codes, _codes);
        for (var i = 0; i < rows.Count; i++)
        {
            Values[i] = values[_codes[i]];
            Nulls[i] = nulls[_codes[i]];
        }
    }
}

/// <summary>The cells of a number column.</summary>
sealed class NumberColumnEvaluator(NumberColumn column) : Evaluator<long>
{
    readonly ulong[] _codes = new ulong[Column.Chunk];

    public override void Run(RowBatch rows)
    {
        rows.ReadCodes(column.Codes, _codes);
        for (var i = 0; i < rows.Count; i++)
        {
            Nulls[i] = _codes[i] == 0;
            Values[i] = Nulls[i] ? 0 : column.ValueOf(_codes[i]);
        }
    }
}

/// <summary>The cells of a Boolean column: code 1 is false, code 2 is true, counted from the smaller value present.</summary>
sealed class BooleanColumnEvaluator(NumberColumn column) : Evaluator<bool>
{
    readonly ulong[] _codes = new ulong[Column.Chunk];

    public override void Run(RowBatch rows)
    {
        rows.ReadCodes(column.Codes, _codes);
        for (var i = 0; i < rows.Count; i++)
        {
            Nulls[i] = _codes[i] == 0;
            Values[i] = !Nulls[i] && column.ValueOf(_codes[i]) != 0;
        }
    }
}

/// <summary>The cells of a column of decimals or doubles.</summary>
sealed class ListedColumnEvaluator<T>(ListedColumn<T> column) : Evaluator<T>
    where T : struct, INumber<T>
{
    readonly ulong[] _codes = new ulong[Column.Chunk];

    public override void Run(RowBatch rows)
    {
        rows.ReadCodes(column.Codes, _codes);
        for (var i = 0; i < rows.Count; i++)
        {
            Nulls[i] = _codes[i] == 0;
            Values[i] = Nulls[i] ? T.Zero : column.ValueOf(_codes[i]);
        }
    }
}

/// <summary>The cells of a text column as strings; each cell read allocates, so this runs over domains where it can.</summary>
sealed class TextColumnEvaluator(TextColumn column) : Evaluator<string>
{
    readonly ulong[] _codes = new ulong[Column.Chunk];

    public override void Run(RowBatch rows)
    {
        rows.ReadCodes(column.Codes, _codes);
        for (var i = 0; i < rows.Count; i++)
        {
            Nulls[i] = _codes[i] == 0;
            Values[i] = Nulls[i] ? "" : column.Dictionary.Text((int)_codes[i]);
        }
    }
}

/// <summary>A function of one argument; null gives null.</summary>
sealed class MapEvaluator<T, TResult>(Evaluator<T> operand, Func<T, TResult> map) : Evaluator<TResult>
{
    public override void Run(RowBatch rows)
    {
        operand.Run(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            Nulls[i] = operand.Nulls[i];
            if (!Nulls[i])
                Values[i] = map(operand.Values[i]);
        }
    }
}

/// <summary>A function of two arguments; null gives null.</summary>
sealed class MapEvaluator<T1, T2, TResult>(Evaluator<T1> first, Evaluator<T2> second, Func<T1, T2, TResult> map) : Evaluator<TResult>
{
    public override void Run(RowBatch rows)
    {
        first.Run(rows);
        second.Run(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            Nulls[i] = first.Nulls[i] || second.Nulls[i];
            if (!Nulls[i])
                Values[i] = map(first.Values[i], second.Values[i]);
        }
    }
}

/// <summary>A function of three arguments; null gives null.</summary>
sealed class MapEvaluator<T1, T2, T3, TResult>(Evaluator<T1> first, Evaluator<T2> second, Evaluator<T3> third, Func<T1, T2, T3, TResult> map)
    : Evaluator<TResult>
{
    public override void Run(RowBatch rows)
    {
        first.Run(rows);
        second.Run(rows);
        third.Run(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            Nulls[i] = first.Nulls[i] || second.Nulls[i] || third.Nulls[i];
            if (!Nulls[i])
                Values[i] = map(first.Values[i], second.Values[i], third.Values[i]);
        }
    }
}

/// <summary>A conversion; null where the value does not fit.</summary>
sealed class ConvertEvaluator<T, TResult>(Evaluator<T> operand, Func<T, (bool Fits, TResult Value)> convert) : Evaluator<TResult>
{
    public override void Run(RowBatch rows)
    {
        operand.Run(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            (var fits, Values[i]) = operand.Nulls[i] ? default : convert(operand.Values[i]);
            Nulls[i] = !fits;
        }
    }
}
