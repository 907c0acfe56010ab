using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>Turns rows of a table into property bags and back. Bags are used again; texts and numbers that repeat are one object.</summary>
sealed class RowBags
{
    readonly IReadOnlyList<ColumnSchema> _schema;
    readonly CellSource[] _cells;
    readonly List<Dictionary<string, object>> _bags = [];
    int _used;

    public RowBags(Table table)
    {
        _schema = table.Schema.Columns;
        _cells = [.. table.Columns.Select(column => new CellSource(column))];
    }

    /// <summary>The bags given out so far are free again: the context that held them is gone.</summary>
    public void Reuse() => _used = 0;

    /// <summary>A bag with some columns of a row; a null has no entry.</summary>
    public Dictionary<string, object> Fill(int row, IEnumerable<int> ordinals)
    {
        if (_used == _bags.Count)
            _bags.Add(new Dictionary<string, object>(_schema.Count));
        var bag = _bags[_used++];
        bag.Clear();
        foreach (var ordinal in ordinals)
        {
            if (_cells[ordinal][row] is { } cell)
                bag[_schema[ordinal].Name] = cell;
        }

        return bag;
    }

    /// <summary>Appends a bag read from the store to the columns of its set.</summary>
    public static void Append(TableBuilder builder, Dictionary<string, object> bag)
    {
        for (var i = 0; i < builder.Columns.Count; i++)
            builder.Columns[i].AppendObject(bag.GetValueOrDefault(builder.Schema.Columns[i].Name));
    }

    /// <summary>The cells of a column as the store wants them, each distinct value made once.</summary>
    sealed class CellSource
    {
        readonly Column _column;
        readonly object?[]? _byCode;

        public CellSource(Column column)
        {
            _column = column;
            if (column.MaxCode <= (ulong)column.Count)
                _byCode = new object?[column.MaxCode + 1];
        }

        public object? this[int row]
        {
            get
            {
                if (_byCode is null)
                    return Stored(row);
                var code = _column.Codes[row];
                return code == 0 ? null : _byCode[code] ??= Stored(row);
            }
        }

        object? Stored(int row) => _column.GetObject(row) switch
        {
            TimeSpan duration => duration.Ticks,
            DateTimeOffset instant => instant.UtcTicks,
            var other => other,
        };
    }
}
