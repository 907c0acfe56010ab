namespace ODataFeed.Web.Explore;

/// <summary>One condition of the form: a property, an operator, a value.</summary>
public sealed record FilterRow(string Column, string Operator, string Value)
{
    public static FilterRow Empty { get; } = new("", "eq", "");
}

/// <summary>What is counted per group.</summary>
public sealed record AggregateRow(string Method, string Column)
{
    public static AggregateRow Empty { get; } = new("", "");
}
