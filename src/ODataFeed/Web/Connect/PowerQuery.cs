using System.Text;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Web.Connect;

/// <summary>
/// Power Query M. <c>OmitValues</c> spares Power Query a request per null, <c>Implementation="2.0"</c> is what its own dialogs write
/// (Microsoft Learn: OData.Feed; Azure DevOps Analytics: connect with OData queries).
/// </summary>
static class PowerQuery
{
    const string Options = "[Implementation = \"2.0\", ODataVersion = 4, OmitValues = ODataOmitValues.Nulls]";

    /// <summary>The navigation table of the whole feed, for the Navigator.</summary>
    public static string OfFeed(string root) =>
        $"""
        // Microsoft 365 usage reports. Click "Table" beside a set to open it.
        let
            Source = OData.Feed(
                {Text(root)},
                null,
                {Options}
            )
        in
            Source
        """;

    /// <summary>One set with its declared columns and types.</summary>
    public static string OfSet(string root, TableSchema set)
    {
        var columns = string.Join(",\n            ", set.Properties.Select(column => Text(column.Name)));
        var types = string.Join(",\n            ", set.Properties.Select(column => $"{{{Text(column.Name)}, {TypeOf(column.Type)}}}"));
        return $$"""
            // {{set.Title}}. {{set.Description}}
            // Put filters, such as those of incremental refresh, before the last step: they become part of the URL.
            let
                Source = OData.Feed(
                    {{Text(root)}},
                    null,
                    {{Options}}
                ),
                Rows = Source{[Name = {{Text(set.Name)}}, Signature = "table"]}[Data],
                Columns = Table.SelectColumns(
                    Rows,
                    {
                        {{columns}}
                    }
                ),
                Typed = Table.TransformColumnTypes(
                    Columns,
                    {
                        {{types}}
                    }
                )
            in
                Typed
            """;
    }

    /// <summary>
    /// One query. Its options are part of the URL, so that the feed groups and sums; Power Query does not turn its own grouping into
    /// <c>$apply</c>.
    /// </summary>
    public static string OfQuery(string root, string set, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        var address = new StringBuilder(Text(root + set + (options.Count > 0 ? "?" : "")));
        for (var i = 0; i < options.Count; i++)
            address.Append("\n            & ").Append(Text($"{(i == 0 ? "" : "&")}{QueryText.Encode(options[i].Key)}={QueryText.Encode(options[i].Value)}"));
        return $"""
            let
                Source = OData.Feed(
                    {address},
                    null,
                    {Options}
                )
            in
                Source
            """;
    }

    /// <summary>A text literal (Power Query M specification, lexical structure: <c>"</c> is doubled, <c>#(</c> begins an escape).</summary>
    public static string Text(string value) =>
        $"\"{value.Replace("#(", "#(#)(", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Date => "type date",
        ColumnType.DateTimeOffset => "type datetimezone",
        ColumnType.TimeOfDay => "type time",
        ColumnType.Duration => "type duration",
        ColumnType.Int32 or ColumnType.Int64 => "Int64.Type",
        ColumnType.Decimal or ColumnType.Double => "type number",
        ColumnType.Boolean => "type logical",
        _ => "type text",
    };
}
