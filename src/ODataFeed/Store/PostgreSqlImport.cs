using Npgsql;
using NpgsqlTypes;
using ODataFeed.Store.Transfer;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>Writes the cells of a file by binary COPY, in the types EF's PostgreSQL provider stores; texts as the UTF-8 they are.</summary>
sealed class PostgreSqlImport(NpgsqlBinaryImporter copy, ImportReader source)
{
    byte[] _text = new byte[256];

    /// <summary>Writes a cell of the record the file is at.</summary>
    public Task WriteAsync(int column, ColumnType type, CancellationToken cancellationToken)
    {
        if (source.IsNull(column))
            return copy.WriteNullAsync(cancellationToken);
        return type switch
        {
            ColumnType.String => copy.WriteAsync(Text(column), NpgsqlDbType.Text, cancellationToken),
            ColumnType.Decimal => copy.WriteAsync(source.Decimal(column), NpgsqlDbType.Numeric, cancellationToken),
            ColumnType.Boolean => copy.WriteAsync(source.Number(column) != 0, NpgsqlDbType.Boolean, cancellationToken),
            ColumnType.Date => copy.WriteAsync(DateOnly.FromDayNumber((int)source.Number(column)), NpgsqlDbType.Date, cancellationToken),
            ColumnType.Int32 => copy.WriteAsync((int)source.Number(column), NpgsqlDbType.Integer, cancellationToken),
            _ => copy.WriteAsync(source.Number(column), NpgsqlDbType.Bigint, cancellationToken),
        };
    }

    /// <summary>A copy of the text, good until the next one: what is written may wait for the network.</summary>
    ReadOnlyMemory<byte> Text(int column)
    {
        var text = source.Text(column);
        if (_text.Length < text.Length)
            _text = new byte[text.Length * 2];
        text.CopyTo(_text);
        return _text.AsMemory(0, text.Length);
    }
}
