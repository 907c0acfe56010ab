namespace ODataFeed.Snapshot;

/// <summary>
/// Compares cells of two tables of one schema by value: codes of different tables mean different things. Allocates nothing.
/// </summary>
sealed class RowComparison
{
    readonly Column[] _left;
    readonly Column[] _right;

    /// <summary>Compares by the given columns, the first one first.</summary>
    public RowComparison(Table left, Table right, IEnumerable<int> ordinals)
    {
        int[] columns = [.. ordinals];
        _left = [.. columns.Select(ordinal => left.Columns[ordinal])];
        _right = [.. columns.Select(ordinal => right.Columns[ordinal])];
    }

    public int Compare(int leftRow, int rightRow)
    {
        for (var i = 0; i < _left.Length; i++)
        {
            var order = Compare(_left[i], leftRow, _right[i], rightRow);
            if (order != 0)
                return order;
        }

        return 0;
    }

    static int Compare(Column left, int leftRow, Column right, int rightRow)
    {
        var (leftCode, rightCode) = (left.Codes[leftRow], right.Codes[rightRow]);
        if (leftCode == 0 || rightCode == 0)
            return leftCode.CompareTo(rightCode);
        return (left, right) switch
        {
            (NumberColumn a, NumberColumn b) => a.ValueOf(leftCode).CompareTo(b.ValueOf(rightCode)),
            (TextColumn a, TextColumn b) => JsonText.Compare(a.Dictionary.Values[(int)leftCode], b.Dictionary.Values[(int)rightCode]),
            (DecimalColumn a, DecimalColumn b) => a.ValueOf(leftCode).CompareTo(b.ValueOf(rightCode)),
            _ => throw new InvalidOperationException($"Columns of types {left.Type} and {right.Type} do not compare."),
        };
    }
}
