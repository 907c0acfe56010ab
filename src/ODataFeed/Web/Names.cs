using System.Text.RegularExpressions;
using ODataFeed.Snapshot;

namespace ODataFeed.Web;

/// <summary>Property names for people: the header of the report where there is one, else the words of the name.</summary>
static partial class Names
{
    public static string Of(TableSchema set, string property)
    {
        var header = set.Report?.Columns.FirstOrDefault(column => column.Name == property && !column.Generated)?.Header;
        return header?.Replace(" (Byte)", "", StringComparison.Ordinal) ?? Words(property);
    }

    /// <summary><c>Date/Year</c> → <c>Date Year</c>, <c>PeakUsers</c> → <c>Peak Users</c>.</summary>
    static string Words(string name) => WordStart().Replace(name.Replace('/', ' '), " ");

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
