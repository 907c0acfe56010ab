using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GraphSimulator.Faults;

/// <summary>Spoils the body of a report that was answered well.</summary>
static partial class FaultBodies
{
    /// <summary>The body with the fault in it; the same where the fault has nothing to do with its form.</summary>
    public static byte[] Spoil(Fault fault, byte[] body, bool isJson, string address) => fault.Kind switch
    {
        FaultKind.JsonBody => """{"value":[]}"""u8.ToArray(),
        FaultKind.OtherFile => "\uFEFFColour,Weight\r\nred,5\r\n"u8.ToArray(),
        _ when isJson => SpoilJson(fault.Kind, body, address),
        FaultKind.CutInRow => body[..body.AsSpan().LastIndexOf((byte)',')],
        _ => SpoilCsv(fault, body),
    };

    static byte[] SpoilJson(FaultKind kind, byte[] body, string address)
    {
        if (kind == FaultKind.CutInRow)
            return body[..body.AsSpan().LastIndexOf((byte)',')];
        if (kind == FaultKind.DatesWithTime)
            return Encoding.UTF8.GetBytes(Day().Replace(Encoding.UTF8.GetString(body), "\"$1T00:00:00Z\""));
        var page = JsonNode.Parse(body)!.AsObject();
        if (kind == FaultKind.HeaderOnly)
            page["value"] = new JsonArray();
        else if (kind == FaultKind.NextPageElsewhere)
            page["@odata.nextLink"] = "https://graph.example.com/beta/next";
        else if (kind == FaultKind.NextPageInCircle)
            page["@odata.nextLink"] = address;
        return Encoding.UTF8.GetBytes(page.ToJsonString());
    }

    static byte[] SpoilCsv(Fault fault, byte[] body)
    {
        var csv = CsvText.Parse(body);
        var column = fault.Column is { } header ? csv.Find(header) : -1;
        switch (fault.Kind)
        {
            case FaultKind.HeaderOnly:
                csv.Rows.RemoveRange(1, csv.Rows.Count - 1);
                break;
            case FaultKind.ColumnsReordered:
                csv.Rows.ForEach(row => row.Reverse());
                break;
            case FaultKind.ColumnsRecased:
                csv.Rows[0] = [.. csv.Rows[0].Select(cell => $" {cell.ToUpper(CultureInfo.InvariantCulture).Replace(" ", "  ", StringComparison.Ordinal)} ")];
                break;
            case FaultKind.ColumnMissing when column >= 0:
                csv.Rows.ForEach(row => row.RemoveAt(column));
                break;
            case FaultKind.ColumnAdded:
                csv.Rows.ForEach(row => row.Insert(1, row == csv.Rows[0] ? fault.Column! : "new"));
                break;
            case FaultKind.BadCells when column >= 0:
                for (var row = fault.Every; row < csv.Rows.Count; row += fault.Every)
                    csv.Rows[row][column] = fault.Text;
                break;
            default:
                Dialect(csv, fault.Kind);
                break;
        }

        return csv.ToBytes();
    }

    static void Dialect(CsvText csv, FaultKind kind)
    {
        csv.ByteOrderMark = kind != FaultKind.NoByteOrderMark;
        csv.LineEnd = kind == FaultKind.LineFeeds ? "\n" : "\r\n";
        csv.Quoted = kind == FaultKind.Quoted;
        csv.BlankLines = kind == FaultKind.BlankLines ? 3 : 0;
    }

    [GeneratedRegex("\"([0-9]{4}-[0-9]{2}-[0-9]{2})\"")]
    private static partial Regex Day();
}
