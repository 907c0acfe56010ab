using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>An expression's values for some rows, as a column with a row for each of them.</summary>
static class ComputedColumn
{
    /// <summary>Characters one computed column may hold in all: a hundred times those of any column of a large tenant.</summary>
    const long MostText = 1L << 28;

    public static Column Of(Table table, Expression expression, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        var evaluator = new ExpressionCompiler(table, rows.Length, cancellation).Compile(expression);
        var texts = 0L;
        var builder = ColumnBuilder.For(EdmTypes.ColumnType(expression.Type));
        for (var start = 0; start < rows.Length; start += Column.Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Column.Chunk, rows.Length - start);
            evaluator.Run(RowBatch.Of(rows.Slice(start, count)));
            for (var i = 0; i < count; i++)
            {
                Append(builder, evaluator, i);
                if (evaluator is Evaluator<string> text && !text.Nulls[i] && (texts += text.Values[i].Length) > MostText)
                    throw FeedErrors.QueryTooExpensive();
            }
        }

        return builder.Build();
    }

    static void Append(ColumnBuilder builder, Evaluator evaluator, int place)
    {
        if (evaluator.Nulls[place])
            builder.AppendNull();
        else if (evaluator is Evaluator<long> numbers)
            ((NumberBuilder)builder).Append(numbers.Values[place]);
        else if (evaluator is Evaluator<string> texts)
            ((TextBuilder)builder).Append(texts.Values[place]);
        else if (evaluator is Evaluator<bool> booleans)
            ((NumberBuilder)builder).Append(booleans.Values[place] ? 1 : 0);
        else if (evaluator is Evaluator<decimal> decimals)
            ((DecimalBuilder)builder).Append(decimals.Values[place]);
        else
            ((RealBuilder)builder).Append(((Evaluator<double>)evaluator).Values[place]);
    }
}
