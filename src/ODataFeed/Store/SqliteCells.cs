using System.Globalization;
using System.Text;
using ODataFeed.Snapshot;
using ODataFeed.Store.Transfer;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>
/// Cells as EF's Sqlite provider stores them: whole numbers, flags, instants and durations as INTEGER; texts, days (<c>2026-08-01</c>)
/// and decimals as TEXT. EF itself writes 5 as <c>5.0</c>; here a decimal keeps the digits it came with.
/// </summary>
static class SqliteCells
{
    public static void Bind(SqliteStatement statement, int parameter, Column column, int row)
    {
        var code = column.Codes[row];
        switch (column)
        {
            case var _ when code == 0:
                statement.BindNull(parameter);
                break;
            case TextColumn text:
                statement.Bind(parameter, JsonText.TextOf(text.Dictionary.Values[(int)code]));
                break;
            case NumberColumn { Type: ColumnType.Date } days:
                BindDay(statement, parameter, days.ValueOf(code));
                break;
            case NumberColumn numbers:
                statement.Bind(parameter, numbers.ValueOf(code));
                break;
            case DecimalColumn decimals:
                BindDecimal(statement, parameter, decimals.ValueOf(code));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(column), column.Type, "Not a type that is stored.");
        }
    }

    public static void Append(ColumnBuilder builder, SqliteStatement statement, int column)
    {
        switch (builder)
        {
            case var _ when statement.IsNull(column):
                builder.AppendNull();
                break;
            case TextBuilder text:
                text.Append(statement.Text(column));
                break;
            case NumberBuilder { Type: ColumnType.Date } days:
                days.Append(Day(statement.Text(column)));
                break;
            case NumberBuilder numbers:
                numbers.Append(statement.Int64(column));
                break;
            case DecimalBuilder decimals:
                decimals.Append(decimal.Parse(statement.Text(column), NumberStyles.Number, CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(builder), builder.GetType().Name, "Not a type that is stored.");
        }
    }

    /// <summary>Writes a cell of the row a statement is at.</summary>
    public static void Export(ExportWriter target, ColumnType type, SqliteStatement statement, int column)
    {
        if (statement.IsNull(column))
            target.WriteNull();
        else if (type == ColumnType.String)
            target.Write(statement.Text(column));
        else if (type == ColumnType.Date)
            target.Write(Day(statement.Text(column)), type);
        else if (type == ColumnType.Decimal)
            target.Write(decimal.Parse(statement.Text(column), NumberStyles.Number, CultureInfo.InvariantCulture));
        else
            target.Write(statement.Int64(column), type);
    }

    /// <summary>Binds a cell of the record a file is at.</summary>
    public static void Import(SqliteStatement statement, int parameter, ColumnType type, ImportReader source)
    {
        if (source.IsNull(parameter))
            statement.BindNull(parameter);
        else if (type == ColumnType.String)
            statement.Bind(parameter, source.Text(parameter));
        else if (type == ColumnType.Date)
            BindDay(statement, parameter, source.Number(parameter));
        else if (type == ColumnType.Decimal)
            BindDecimal(statement, parameter, source.Decimal(parameter));
        else
            statement.Bind(parameter, source.Number(parameter));
    }

    static void BindDay(SqliteStatement statement, int parameter, long dayNumber)
    {
        Span<byte> day = stackalloc byte["yyyy-MM-dd".Length];
        DateOnly.FromDayNumber((int)dayNumber).TryFormat(day, out _, "O", CultureInfo.InvariantCulture);
        statement.Bind(parameter, day);
    }

    static void BindDecimal(SqliteStatement statement, int parameter, decimal value)
    {
        // A sign, a point and 29 digits, with a zero before the point 30.
        Span<byte> digits = stackalloc byte[32];
        value.TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
        statement.Bind(parameter, digits[..written]);
    }

    /// <summary>The day number of <c>yyyy-MM-dd</c>.</summary>
    static long Day(ReadOnlySpan<byte> text) => text.Length == "yyyy-MM-dd".Length
        ? new DateOnly(int.Parse(text[..4], CultureInfo.InvariantCulture), int.Parse(text[5..7], CultureInfo.InvariantCulture), int.Parse(text[8..], CultureInfo.InvariantCulture)).DayNumber
        : throw new StoreException($"A day in the store is written '{Encoding.UTF8.GetString(text)}'; legal is yyyy-MM-dd.");
}
