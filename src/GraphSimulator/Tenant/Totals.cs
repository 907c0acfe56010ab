namespace GraphSimulator.Tenant;

/// <summary>Cells of the activity function added up: per measure the sum, and how many cells had any of it.</summary>
sealed class Totals
{
    readonly long[] _sums = new long[Measures.Count];
    readonly int[] _users = new int[Measures.Count];

    public long Sum(Measure measure) => _sums[(int)measure];

    /// <summary>How many people did it at all.</summary>
    public int Users(Measure measure) => _users[(int)measure];

    public void Add(ReadOnlySpan<int> cell)
    {
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == 0)
                continue;
            _sums[i] += cell[i];
            _users[i]++;
        }
    }

    public void Add(Totals other)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] += other._sums[i];
            _users[i] += other._users[i];
        }
    }
}
