using System.Data.Common;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Query.Database;

/// <summary>Moves cells of query results into column builders.</summary>
/// <param name="types">The types of the result's columns, in their order.</param>
sealed class CellReader(IReadOnlyList<ColumnType> types)
{
    readonly ColumnType[] _types = [.. types];
    readonly ColumnBuilder[] _builders = [.. types.Select(ColumnBuilder.For)];

    public int Count { get; private set; }

    /// <summary>The columns read so far.</summary>
    public IReadOnlyList<Column> Build() => [.. _builders.Select(builder => builder.Build())];

    /// <summary>Appends the row a data reader is at: numbers are read as numbers, only texts become objects, and for a moment.</summary>
    public void Append(DbDataReader reader)
    {
        for (var i = 0; i < _types.Length; i++)
        {
            if (reader.IsDBNull(i))
                _builders[i].AppendNull();
            else if (_builders[i] is NumberBuilder numbers)
                numbers.Append(Number(reader, i, _types[i]));
            else if (_builders[i] is TextBuilder texts)
                texts.Append(reader.GetString(i));
            else
                ((DecimalBuilder)_builders[i]).Append(reader.GetDecimal(i));
        }

        Count++;
    }

    /// <summary>Appends a row of boxed cells in their stored types.</summary>
    public void Append(object?[] cells)
    {
        for (var i = 0; i < _types.Length; i++)
            _builders[i].AppendObject(cells[i]);
        Count++;
    }

    static long Number(DbDataReader reader, int i, ColumnType type) => type switch
    {
        ColumnType.Boolean => reader.GetBoolean(i) ? 1 : 0,
        ColumnType.Int32 => reader.GetInt32(i),
        ColumnType.Date => reader.GetFieldValue<DateOnly>(i).DayNumber,
        _ => reader.GetInt64(i),
    };
}
