using System.Globalization;
using System.Text;
using ODataFeed.Snapshot;
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
                Span<byte> day = stackalloc byte["yyyy-MM-dd".Length];
                DateOnly.FromDayNumber((int)days.ValueOf(code)).TryFormat(day, out _, "O", CultureInfo.InvariantCulture);
                statement.Bind(parameter, day);
                break;
            case NumberColumn numbers:
                statement.Bind(parameter, numbers.ValueOf(code));
                break;
            case DecimalColumn decimals:
                statement.Bind(parameter, Encoding.UTF8.GetBytes(decimals.ValueOf(code).ToString(CultureInfo.InvariantCulture)));
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

    /// <summary>The day number of <c>yyyy-MM-dd</c>.</summary>
    static long Day(ReadOnlySpan<byte> text) => text.Length == "yyyy-MM-dd".Length
        ? new DateOnly(int.Parse(text[..4], CultureInfo.InvariantCulture), int.Parse(text[5..7], CultureInfo.InvariantCulture), int.Parse(text[8..], CultureInfo.InvariantCulture)).DayNumber
        : throw new StoreException($"A day in the store is written '{Encoding.UTF8.GetString(text)}'; legal is yyyy-MM-dd.");
}
