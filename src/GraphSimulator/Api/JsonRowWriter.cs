using System.Text.Json;
using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Api;

/// <summary>
/// Writes rows as Graph's JSON objects. Flat: the report period as text, missing values as null, products and mail client versions as
/// arrays. Nested: the period as a number, a missing date as an empty text, and rows that agree in their outer cells share an object.
/// </summary>
sealed class JsonRowWriter
{
    const string AssignedProducts = "AssignedProducts";
    const string EmailClients = "EmailAppUsageUserDetail";

    readonly ColumnSelection _columns;
    readonly JsonEncodedText[] _names;
    readonly bool[] _lists;
    readonly JsonNesting? _nesting;
    readonly int[] _all;
    string? _group;
    bool _inArray;
    byte[] _scratch = [];

    public JsonRowWriter(Report report, ColumnSelection columns)
    {
        _columns = columns;
        _names = columns.Columns.Select(column => JsonEncodedText.Encode(Name(column))).ToArray();
        _lists = columns.Columns.Select(column => IsList(report, column)).ToArray();
        _nesting = JsonNesting.Of(report, columns);
        _all = [.. Enumerable.Range(0, _names.Length)];
    }

    public void Write(Utf8JsonWriter json, ReadOnlySpan<Cell> cells)
    {
        if (_nesting is null)
        {
            WriteObject(json, _all, cells);
            return;
        }

        var group = _nesting.GroupOf(_columns, cells);
        if (group != _group)
        {
            End(json);
            Begin(json, _nesting, cells);
            _group = group;
        }

        if (_nesting.IsTotal(_columns, cells))
            json.WritePropertyName(_nesting.Container);
        else
            BeginArray(json, _nesting.HasTotal ? JsonNesting.PartsName : _nesting.Container);
        WriteObject(json, _nesting.Inner, cells);
    }

    /// <summary>Closes the object that rows were nested in; called when all rows are written.</summary>
    public void End(Utf8JsonWriter json)
    {
        if (_inArray)
            json.WriteEndArray();
        if (_group is not null)
            json.WriteEndObject();
        (_group, _inArray) = (null, false);
    }

    void Begin(Utf8JsonWriter json, JsonNesting nesting, ReadOnlySpan<Cell> cells)
    {
        json.WriteStartObject();
        foreach (var place in nesting.Outer)
            WriteMember(json, place, cells);
    }

    void BeginArray(Utf8JsonWriter json, string name)
    {
        if (!_inArray)
            json.WriteStartArray(name);
        _inArray = true;
    }

    void WriteObject(Utf8JsonWriter json, int[] places, ReadOnlySpan<Cell> cells)
    {
        json.WriteStartObject();
        foreach (var place in places)
            WriteMember(json, place, cells);
        json.WriteEndObject();
    }

    void WriteMember(Utf8JsonWriter json, int place, ReadOnlySpan<Cell> cells)
    {
        json.WritePropertyName(_names[place]);
        var column = _columns.Columns[place];
        ref readonly var cell = ref cells[_columns.Indexes[place]];
        if (_lists[place])
            WriteList(json, cell);
        else if (_nesting is null && column.Name == Report.ReportPeriod && cell.Kind == CellKind.Integer)
            json.WriteStringValue($"{cell.AsInteger()}");
        else if (_nesting is not null && column.Type == ColumnType.Date && cell.Kind == CellKind.Null)
            json.WriteStringValue("");
        else
            WriteValue(json, cell);
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
