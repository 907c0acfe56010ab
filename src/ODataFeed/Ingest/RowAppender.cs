using ODataFeed.Snapshot;

namespace ODataFeed.Ingest;

/// <summary>
/// Appends rows to the builders of a table. A row's keys are read before anything is appended, so that a row without a readable key
/// leaves no trace but a count. Nothing is allocated per row or cell.
/// </summary>
sealed class RowAppender
{
    const int MostSamples = 5;

    readonly TableBuilder _builder;
    readonly IngestTarget _target;
    readonly CellAppender[] _cells;
    readonly NumberKey[] _keys;
    readonly int[] _textKeys;
    readonly List<BadCell> _samples = [];
    int _rows;
    int _badCells;
    int _badRows;
    int _leftOut;

    public RowAppender(IngestTarget target)
    {
        _target = target;
        _builder = new TableBuilder(target.Schema);
        var schema = target.Schema;
        var columns = Enumerable.Range(0, schema.Columns.Count).ToList();
        _cells = [.. columns.Select(column => Cell(column, target))];
        _keys = [.. columns.Where(IsNumberKey).Select(column => Key(column, target))];
        _textKeys = [.. schema.Key.Where(column => _builder.Columns[column] is TextBuilder)];
    }

    /// <summary>Appends the row, or leaves it out.</summary>
    public void Append<TRow>(TRow row) where TRow : IRowCells
    {
        _rows++;
        Span<long> keys = stackalloc long[_keys.Length];
        if (!TryReadKeys(row, keys))
        {
            _leftOut++;
            return;
        }

        var (nextKey, badCells) = (0, _badCells);
        for (var i = 0; i < _cells.Length; i++)
        {
            if (nextKey < _keys.Length && _keys[nextKey].Column == i)
                _keys[nextKey].Builder.Append(keys[nextKey++]);
            else
                AppendCell(row, i);
        }

        _badRows += _badCells > badCells ? 1 : 0;
    }

    /// <summary>The rows so far, with what was found about the file's columns.</summary>
    public IngestedFile Finish(IReadOnlyList<string> unknown, IReadOnlyList<string> missing) => new()
    {
        Rows = _builder.Build(),
        RowsRead = _rows,
        BadCells = _badCells,
        BadRows = _badRows,
        LeftOutRows = _leftOut,
        Samples = _samples,
        UnknownColumns = unknown,
        MissingColumns = missing,
    };

    CellAppender Cell(int column, IngestTarget target) => column == target.Report.Columns.Count
        ? CellAppender.Dynamic((TextBuilder)_builder.Columns[column])
        : CellAppender.For(target.Report.Columns[column], target.Schema.Key.Contains(column), _builder.Columns[column], target.Privacy);

    NumberKey Key(int column, IngestTarget target)
    {
        var parse = CellAppender.Parser(target.Schema.Columns[column].Type);
        return new NumberKey(column, parse, target.Default(column), (NumberBuilder)_builder.Columns[column]);
    }

    bool TryReadKeys<TRow>(TRow row, Span<long> values) where TRow : IRowCells
    {
        for (var i = 0; i < values.Length; i++)
        {
            var key = _keys[i];
            var cell = row[key.Column];
            if (cell.IsEmpty && key.Default is { } value)
                values[i] = value;
            else if (!key.Parse(cell, out values[i]))
                return Sample(row, key.Column, cell);
        }

        foreach (var column in _textKeys)
        {
            if (!CellAppender.IsText(row[column]))
                return Sample(row, column, row[column]);
        }

        return true;
    }

    void AppendCell<TRow>(TRow row, int column) where TRow : IRowCells
    {
        var cell = row[column];
        if (_cells[column].TryAppend(cell))
            return;
        _cells[column].AppendNone();
        _badCells++;
        Sample(row, column, cell);
    }

    bool Sample<TRow>(TRow row, int column, ReadOnlySpan<byte> cell) where TRow : IRowCells
    {
        if (_samples.Count < MostSamples)
            _samples.Add(new BadCell(HeaderOf(column), row.Line, BadCell.Mask(cell)));
        return false;
    }

    string HeaderOf(int column) => column == _target.Report.Columns.Count ? "unknown columns" : _target.Report.Columns[column].Header;

    bool IsNumberKey(int column) => _target.Schema.Key.Contains(column) && _builder.Columns[column] is NumberBuilder;

    /// <summary>A date or number in the key.</summary>
    sealed record NumberKey(int Column, ParseCell Parse, long? Default, NumberBuilder Builder);
}
