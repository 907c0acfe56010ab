using System.Text.RegularExpressions;

namespace ODataFeed.Tests.Samples;

/// <summary>
/// The URL that a query in M folds to, by the rules Microsoft documents for OData.Feed: a set by its navigation step,
/// <c>Table.SelectRows</c> to <c>$filter</c>, <c>Table.SelectColumns</c> to <c>$select</c>. Any other step would be done by Power Query over
/// all rows, and is refused here.
/// </summary>
static partial class FoldedQuery
{
    /// <param name="m">A <c>let</c> expression of one step a line.</param>
    /// <param name="parameters">M expressions that stand for values, and their OData literals.</param>
    public static (string Set, IReadOnlyList<string> Columns, string Url) Of(string m, IReadOnlyDictionary<string, string> parameters)
    {
        var (set, filters, columns, before) = ("", new List<string>(), new List<string>(), "");
        foreach (Match step in Step().Matches(m))
        {
            var expression = step.Groups["expression"].Value.TrimEnd(',');
            if (Source().IsMatch(expression))
                before = "";
            else if (Navigation().Match(expression) is { Success: true } navigation && navigation.Groups["of"].Value == before)
                set = navigation.Groups["set"].Value;
            else if (Rows().Match(expression) is { Success: true } rows && rows.Groups["of"].Value == before)
                filters.AddRange(rows.Groups["conditions"].Value.Split(" and ").Select(condition => Filter(condition, parameters)));
            else if (Columns().Match(expression) is { Success: true } select && select.Groups["of"].Value == before)
                columns.AddRange(Text().Matches(select.Groups["columns"].Value).Select(match => match.Groups["text"].Value));
            else
                throw new InvalidDataException($"Not known to fold: {expression}");
            before = step.Groups["name"].Value;
        }

        if (!Regex.IsMatch(m, $@"\bin\s+{before}\s*$"))
            throw new InvalidDataException($"The query does not end in its last step, {before}.");
        var filter = filters.Count == 0 ? "" : $"$filter={string.Join(" and ", filters)}&";
        return (set, columns, $"{set}?{filter}$select={string.Join(',', columns)}");
    }

    static string Filter(string condition, IReadOnlyDictionary<string, string> parameters)
    {
        var match = Condition().Match(condition);
        if (!match.Success)
            throw new InvalidDataException($"Not known to fold: {condition}");
        var value = match.Groups["value"].Value;
        var literal = Text().Match(value) is { Success: true } text
            ? $"'{text.Groups["text"].Value}'"
            : value is "true" or "false" or "null" || long.TryParse(value, out _) ? value : parameters[value];
        var operation = match.Groups["operator"].Value switch { "=" => "eq", "<>" => "ne", ">" => "gt", ">=" => "ge", "<" => "lt", _ => "le" };
        return $"{match.Groups["column"].Value} {operation} {literal}";
    }

    [GeneratedRegex(@"^\s+(?<name>\w+) = (?<expression>.+)$", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"^OData\.Feed\(ServiceRoot, null, \[.*\]\)$")]
    private static partial Regex Source();

    [GeneratedRegex(@"^(?<of>\w+)\{\[Name = ""(?<set>\w+)"", Signature = ""table""\]\}\[Data\]$")]
    private static partial Regex Navigation();

    [GeneratedRegex(@"^Table\.SelectRows\((?<of>\w+), each (?<conditions>.+)\)$")]
    private static partial Regex Rows();

    [GeneratedRegex(@"^Table\.SelectColumns\((?<of>\w+), \{(?<columns>.+)\}\)$")]
    private static partial Regex Columns();

    [GeneratedRegex(@"^\[(?<column>\w+)\] (?<operator>=|<>|>=|<=|>|<) (?<value>.+)$")]
    private static partial Regex Condition();

    [GeneratedRegex(@"""(?<text>[^""]*)""")]
    private static partial Regex Text();
}
