using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Web.Explore;

/// <summary>Conditions of the form as an expression of <c>$filter</c>, and back where the expression is no more than that.</summary>
static class FilterText
{
    /// <summary>The operators of the form, as the URL has them and as people read them.</summary>
    public static IReadOnlyList<(string Operator, string Name)> Operators { get; } =
    [
        ("eq", "is"), ("ne", "is not"), ("gt", "more than"), ("ge", "at least"), ("lt", "less than"), ("le", "at most"),
        ("contains", "contains"), ("startswith", "begins with"), ("endswith", "ends with"), ("null", "is empty"), ("notnull", "is not empty"),
    ];

    public static string Write(IEnumerable<FilterRow> rows, TableSchema set, FeedModel model) =>
        string.Join(" and ", rows.Where(row => row.Column.Length > 0).Select(row => Write(row, TypeOf(row.Column, set, model))));

    /// <summary>The conditions, or null where the expression says more than a list of them.</summary>
    public static IReadOnlyList<FilterRow>? Read(ExpressionSyntax? filter)
    {
        var rows = new List<FilterRow>();
        return filter is null || Collect(filter, rows) ? rows : null;
    }

    static string Write(FilterRow row, ColumnType? type) => row.Operator switch
    {
        "null" => $"{row.Column} eq null",
        "notnull" => $"{row.Column} ne null",
        "contains" or "startswith" or "endswith" => $"{row.Operator}({row.Column},{Quoted(row.Value)})",
        _ => $"{row.Column} {(Operators.Any(known => known.Operator == row.Operator) ? row.Operator : "eq")} {Literal(row.Value.Trim(), type)}",
    };

    static string Literal(string value, ColumnType? type) => type switch
    {
        ColumnType.String or null => Quoted(value),
        ColumnType.Boolean => value.ToLowerInvariant() switch { "yes" => "true", "no" => "false", var other => other },
        ColumnType.Int32 or ColumnType.Int64 => value.Replace(",", "", StringComparison.Ordinal),
        ColumnType.Duration => $"duration'{value}'",
        _ => value,
    };

    static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The type of a property, also behind a navigation property; null where there is none.</summary>
    static ColumnType? TypeOf(string path, TableSchema set, FeedModel model)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var owner = slash < 0 ? set : set.Navigations.Where(navigation => navigation.Name == path[..slash]).Select(navigation => model.Find(navigation.Target)).FirstOrDefault();
        return owner?.Find(path[(slash + 1)..]) is >= 0 and var ordinal ? owner.Columns[ordinal].Type : null;
    }

    static bool Collect(ExpressionSyntax expression, List<FilterRow> rows)
    {
        switch (expression)
        {
            case BinarySyntax { Operator: BinaryOperator.And } and:
                return Collect(and.Left, rows) && Collect(and.Right, rows);
            case BinarySyntax { Left: MemberSyntax member, Right: LiteralSyntax literal } comparison when Comparison(comparison.Operator, literal) is { } name:
                rows.Add(new FilterRow(member.ToString(), name, ValueOf(literal)));
                return true;
            case CallSyntax { Source: null, Arguments: [MemberSyntax member, LiteralSyntax { Kind: LiteralKind.String } literal] } call when call.Name is "contains" or "startswith" or "endswith":
                rows.Add(new FilterRow(member.ToString(), call.Name, ValueOf(literal)));
                return true;
            default:
                return false;
        }
    }

    static string? Comparison(BinaryOperator @operator, LiteralSyntax literal) => (@operator, literal.Kind) switch
    {
        (BinaryOperator.Equal, LiteralKind.Null) => "null",
        (BinaryOperator.NotEqual, LiteralKind.Null) => "notnull",
        (_, LiteralKind.Null) => null,
        (BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.GreaterThan or BinaryOperator.GreaterThanOrEqual or BinaryOperator.LessThan or BinaryOperator.LessThanOrEqual, _) => BinarySyntax.Text(@operator),
        _ => null,
    };

    static string ValueOf(LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.Null => "",
        LiteralKind.String => (string)literal.Value!,
        LiteralKind.Duration => literal.Text[(literal.Text.IndexOf('\'', StringComparison.Ordinal) + 1)..].TrimEnd('\''),
        _ => literal.Text,
    };
}
