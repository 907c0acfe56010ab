using ODataFeed.Query.Syntax;

namespace ODataFeed.Web.Explore;

/// <summary>Filtering, grouping and summing of the form, as a value of <c>$apply</c>, and back.</summary>
/// <param name="Filter">The expression of the filter before grouping; null where there is none.</param>
sealed record ApplyText(ExpressionSyntax? Filter, IReadOnlyList<string> Groups, IReadOnlyList<AggregateRow> Aggregates)
{
    /// <summary>The methods of the form, as the URL has them and as people read them.</summary>
    public static IReadOnlyList<(string Method, string Name)> Methods { get; } =
        [("sum", "Sum of"), ("average", "Average of"), ("max", "Largest"), ("min", "Smallest"), ("countdistinct", "Distinct"), ("$count", "Number of rows")];

    /// <param name="filter">A condition on the rows before they are grouped; may be empty.</param>
    /// <param name="groups">The properties to group by.</param>
    /// <param name="aggregates">What to say of each group.</param>
    public static string Write(string filter, IReadOnlyList<string> groups, IReadOnlyList<AggregateRow> aggregates)
    {
        var items = aggregates.DistinctBy(Alias).Select(item => item.Method == "$count" ? $"$count as {Alias(item)}" : $"{item.Column} with {item.Method} as {Alias(item)}").ToList();
        var aggregate = items.Count == 0 ? "" : $"aggregate({string.Join(',', items)})";
        var grouped = groups.Count == 0 ? aggregate : $"groupby(({string.Join(',', groups)}){(aggregate.Length == 0 ? "" : "," + aggregate)})";
        return filter.Length == 0 ? grouped : $"filter({filter})/{grouped}";
    }

    /// <summary>The name an aggregate gets in the answer.</summary>
    public static string Alias(AggregateRow row) => row.Method switch
    {
        "$count" => "Rows",
        "sum" => $"Total{Flat(row.Column)}",
        "countdistinct" => $"Distinct{Flat(row.Column)}",
        _ => $"{char.ToUpperInvariant(row.Method[0])}{row.Method[1..]}{Flat(row.Column)}",
    };

    /// <summary>What the form can show, or null where the value does more.</summary>
    public static ApplyText? Read(ApplySyntax? apply) => apply?.Transformations switch
    {
        [FilterTransformationSyntax filter, var last] => Read(last) is { } read ? read with { Filter = filter.Predicate } : null,
        [var only] => Read(only),
        _ => null,
    };

    static ApplyText? Read(TransformationSyntax transformation) => transformation switch
    {
        GroupBySyntax { Apply: null or { Transformations: [AggregateSyntax] } } group when group.Groupings.All(grouping => grouping is { Rollup: false, Properties: [MemberSyntax] }) =>
            Read(group.Groupings.Select(grouping => grouping.Properties[0].ToString()!), group.Apply?.Transformations[0] as AggregateSyntax),
        AggregateSyntax aggregate => Read([], aggregate),
        _ => null,
    };

    static ApplyText? Read(IEnumerable<string> groups, AggregateSyntax? aggregate)
    {
        var rows = (aggregate?.Items ?? []).Select(Read).ToList();
        return rows.Contains(null) ? null : new ApplyText(null, [.. groups], [.. rows.OfType<AggregateRow>()]);
    }

    static AggregateRow? Read(AggregateItemSyntax item) => item switch
    {
        { IsCount: true, Expression: null } => new AggregateRow("$count", ""),
        { Expression: MemberSyntax member, Method: { } method, From: [], Nested: null } when Methods.Any(known => known.Method == method) => new AggregateRow(method, member.ToString()),
        _ => null,
    };

    static string Flat(string column) => column.Replace("/", "", StringComparison.Ordinal);
}
