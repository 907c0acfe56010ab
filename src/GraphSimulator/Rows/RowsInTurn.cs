namespace GraphSimulator.Rows;

/// <summary>The rows of several readers, one after the other. Each is opened when the one before has ended.</summary>
sealed class RowsInTurn(IEnumerable<ReportRows> readers) : ReportRows
{
    readonly IEnumerator<ReportRows> _readers = readers.GetEnumerator();
    ReportRows? _current;

    public override bool Read(Span<Cell> cells)
    {
        while (_current is null || !_current.Read(cells))
        {
            _current?.Dispose();
            if (!_readers.MoveNext())
            {
                _current = None;
                return false;
            }

            _current = _readers.Current;
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _current?.Dispose();
        _readers.Dispose();
    }
}
