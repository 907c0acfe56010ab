using Npgsql;
using NpgsqlTypes;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>The cells of a column as EF's PostgreSQL provider stores them, written by binary COPY and read back.</summary>
abstract class PostgreSqlCells(Column column)
{
    protected Column Column { get; } = column;

    public Task WriteAsync(NpgsqlBinaryImporter copy, int row, CancellationToken cancellationToken) =>
        Column.Codes[row] is var code && code == 0 ? copy.WriteNullAsync(cancellationToken) : WriteAsync(copy, code, cancellationToken);

    public static PostgreSqlCells Of(Column column) => (column, column.Type) switch
    {
        (TextColumn text, _) => new Texts(text),
        (DecimalColumn decimals, _) => new Cells<decimal>(column, NpgsqlDbType.Numeric, decimals.ValueOf),
        (NumberColumn flags, ColumnType.Boolean) => new Cells<bool>(column, NpgsqlDbType.Boolean, code => flags.ValueOf(code) != 0),
        (NumberColumn days, ColumnType.Date) => new Cells<DateOnly>(column, NpgsqlDbType.Date, code => DateOnly.FromDayNumber((int)days.ValueOf(code))),
        (NumberColumn numbers, ColumnType.Int32) => new Cells<int>(column, NpgsqlDbType.Integer, code => (int)numbers.ValueOf(code)),
        (NumberColumn numbers, ColumnType.Int64 or ColumnType.DateTimeOffset or ColumnType.Duration) =>
            new Cells<long>(column, NpgsqlDbType.Bigint, numbers.ValueOf),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, "Not a type that is stored."),
    };

    public static void Append(ColumnBuilder builder, NpgsqlDataReader reader, int column)
    {
        switch (builder)
        {
            case var _ when reader.IsDBNull(column):
                builder.AppendNull();
                break;
            case TextBuilder text:
                text.Append(reader.GetString(column));
                break;
            case NumberBuilder { Type: ColumnType.Boolean } flags:
                flags.Append(reader.GetBoolean(column) ? 1 : 0);
                break;
            case NumberBuilder { Type: ColumnType.Date } days:
                days.Append(reader.GetFieldValue<DateOnly>(column).DayNumber);
                break;
            case NumberBuilder { Type: ColumnType.Int32 } numbers:
                numbers.Append(reader.GetInt32(column));
                break;
            case NumberBuilder numbers:
                numbers.Append(reader.GetInt64(column));
                break;
            case DecimalBuilder decimals:
                decimals.Append(reader.GetDecimal(column));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(builder), builder.GetType().Name, "Not a type that is stored.");
        }
    }

    protected abstract Task WriteAsync(NpgsqlBinaryImporter copy, ulong code, CancellationToken cancellationToken);

    sealed class Cells<T>(Column column, NpgsqlDbType type, Func<ulong, T> valueOf) : PostgreSqlCells(column)
    {
        protected override Task WriteAsync(NpgsqlBinaryImporter copy, ulong code, CancellationToken cancellationToken) =>
            copy.WriteAsync(valueOf(code), type, cancellationToken);
    }

    /// <summary>Texts; one that repeats is made once.</summary>
    sealed class Texts(TextColumn column) : PostgreSqlCells(column)
    {
        readonly string?[] _texts = new string?[column.Dictionary.Count + 1];

        protected override Task WriteAsync(NpgsqlBinaryImporter copy, ulong code, CancellationToken cancellationToken) =>
            copy.WriteAsync(_texts[code] ??= column.Dictionary.Text((int)code), NpgsqlDbType.Text, cancellationToken);
    }
}
