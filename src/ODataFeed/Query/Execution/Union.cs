using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Rows of several results, one after the other, as rows of one table; a column that a result does not have is null there.</summary>
static class Union
{
    /// <summary>A cell is copied twice here and stays in memory until the answer is written; a row that is looked at does not.</summary>
    const int CopyCost = 20;

    public static RowSet Of(RowShape output, IReadOnlyList<(RowSet Rows, RowShape Shape)> parts, ExecutionBudget budget)
    {
        var total = parts.Sum(part => (long)part.Rows.Rows.Count);
        budget.Spend(checked((total + parts.Count) * Math.Max(1, output.Columns.Count) * CopyCost));
        int[] all = [.. Enumerable.Range(0, checked((int)total))];
        var columns = new List<Column>();
        foreach (var column in output.Columns)
        {
            var pieces = parts.Select(part => Piece(part.Rows, part.Shape, column, budget)).ToList();
            columns.Add(pieces.Count == 0 ? Null(column, 0, budget) : Joined(pieces, all));
        }

        var version = parts.Count == 0 ? 0 : parts[0].Rows.Table.Version;
        return new RowSet(new Table(output.ToSchema(), columns, version, all.Length), new RowList(all.Length));
    }

    static Column Null(ShapeColumn column, int count, ExecutionBudget budget) =>
        column.Type == EdmType.Collection ? CollectionColumn.Null(count, budget) : NullColumn.Of(EdmTypes.ColumnType(column.Type), count);

    /// <summary>Pieces of one domain keep it; of several a domain is made that holds the values of all.</summary>
    static Column Joined(List<Column> pieces, int[] all)
    {
        var first = pieces[0];
        if (!pieces.TrueForAll(first.SharesDomain))
            return Column.Gather(pieces, all);
        var codes = Codes.Create(all.Length, first.MaxCode);
        Span<ulong> chunk = stackalloc ulong[Column.Chunk];
        var end = 0;
        foreach (var piece in pieces)
        {
            for (var start = 0; start < piece.Count; start += Column.Chunk)
            {
                var part = chunk[..Math.Min(Column.Chunk, piece.Count - start)];
                piece.Codes.Read(start, part);
                codes.Write(end + start, part);
            }

            end += piece.Count;
        }

        return first.WithCodes(codes);
    }

    /// <summary>A result's cells of one output column, converted to its type.</summary>
    static Column Piece(RowSet rows, RowShape shape, ShapeColumn column, ExecutionBudget budget)
    {
        var ordinal = shape.Find(column.Name);
        if (ordinal < 0)
            return Null(column, rows.Rows.Count, budget);
        var type = shape.Columns[ordinal].Type;
        var chosen = rows.Rows.ToArray();
        return type == column.Type
            ? rows.Table.Columns[ordinal].Take(chosen)
            : ComputedColumn.Of(rows.Table, new Conversion(column.Type, new ColumnReference(type, ordinal, column.Name, true)), chosen, budget.Cancellation);
    }
}
