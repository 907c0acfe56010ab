using System.Text.Json;
using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Api;

/// <summary>
/// Writes one row as Graph's flat JSON object: the report period as text, dates and missing values as null, products and mail client
/// versions as arrays.
/// </summary>
sealed class JsonRowWriter
{
    const string AssignedProducts = "AssignedProducts";
    const string EmailClients = "EmailAppUsageUserDetail";

    readonly ColumnSelection _columns;
    readonly JsonEncodedText[] _names;
    readonly bool[] _lists;
    byte[] _scratch = [];

    public JsonRowWriter(Report report, ColumnSelection columns)
    {
        _columns = columns;
        _names = columns.Columns.Select(column => JsonEncodedText.Encode(Name(column))).ToArray();
        _lists = columns.Columns.Select(column => IsList(report, column)).ToArray();
    }

    public void Write(Utf8JsonWriter json, ReadOnlySpan<Cell> cells)
    {
        json.WriteStartObject();
        for (var i = 0; i < _names.Length; i++)
        {
            json.WritePropertyName(_names[i]);
            var column = _columns.Columns[i];
            ref readonly var cell = ref cells[_columns.Indexes[i]];
            if (_lists[i])
                WriteList(json, cell);
            else if (column.Name == Report.ReportPeriod && cell.Kind == CellKind.Integer)
                json.WriteStringValue($"{cell.AsInteger()}");
            else
                WriteValue(json, cell);
        }

        json.WriteEndObject();
    }

    /// <summary>The member's own name; a nested path such as <c>details[].windows</c> lends its last step.</summary>
    static string Name(ReportColumn column)
    {
        var path = column.Json ?? char.ToLowerInvariant(column.Name[0]) + column.Name[1..];
        return path[(path.LastIndexOf('.') + 1)..];
    }

    static bool IsList(Report report, ReportColumn column) =>
        column.Name == AssignedProducts
        || (report.EntitySet == EmailClients && column is { Type: ColumnType.String, Personal: false });

    /// <summary>CSV joins products with a plus sign; one between blanks belongs to a name (ENTERPRISE MOBILITY + SECURITY E5).</summary>
    void WriteList(Utf8JsonWriter json, in Cell cell)
    {
        json.WriteStartArray();
        var rest = cell.AsUtf8(ref _scratch);
        while (rest.Length > 0)
        {
            var end = 0;
            while (end < rest.Length && !(rest[end] == '+' && (end == 0 || rest[end - 1] != ' ')))
                end++;
            json.WriteStringValue(rest[..end]);
            rest = end < rest.Length ? rest[(end + 1)..] : [];
        }

        json.WriteEndArray();
    }

    void WriteValue(Utf8JsonWriter json, in Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Null:
                json.WriteNullValue();
                break;
            case CellKind.Integer:
                json.WriteNumberValue(cell.AsInteger());
                break;
            case CellKind.Boolean:
                json.WriteBooleanValue(cell.AsBoolean());
                break;
            case CellKind.Decimal:
                json.WriteNumberValue(cell.AsDecimal());
                break;
            case CellKind.Text:
                json.WriteStringValue(cell.AsUtf8(ref _scratch));
                break;
            default:
                WriteTime(json, cell);
                break;
        }
    }

    static void WriteTime(Utf8JsonWriter json, in Cell cell)
    {
        Span<byte> text = stackalloc byte[40];
        var length = 0;
        switch (cell.Kind)
        {
            case CellKind.Date:
                cell.AsDate().TryFormat(text, out length, "yyyy-MM-dd");
                break;
            case CellKind.Duration:
                length = IsoDuration.Write(cell.AsDuration(), text);
                break;
            default:
                cell.AsInstant().TryFormat(text, out length, "yyyy-MM-dd'T'HH:mm:ss'Z'");
                break;
        }

        json.WriteStringValue(text[..length]);
    }
}
