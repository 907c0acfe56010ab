namespace ODataFeed.Tests.Query.Oracle;

/// <summary>What a term's values are: integers are <see cref="long"/>, the others the .NET type of that name.</summary>
enum Kind
{
    Flag,
    Integer,
    Decimal,
    Real,
    Text,
    Day,
    Instant,
    Time,
    Span,
}

/// <summary>A piece of a query: its text, and what it means for a row, worked out the obvious way.</summary>
sealed record Term(Kind Kind, string Text, Func<Row, object?> Value);

/// <summary>A row as plain names and values.</summary>
sealed class Row : Dictionary<string, object?>
{
    public Row()
        : base(StringComparer.Ordinal)
    {
    }

    public Row(IEnumerable<KeyValuePair<string, object?>> cells)
        : base(cells, StringComparer.Ordinal)
    {
    }

    public Row With(string name, object? value) => new(this) { [name] = value };
}

/// <summary>The columns of rows at some point of a query, in order.</summary>
sealed class Columns : List<(string Name, Kind Kind)>
{
    public Columns(IEnumerable<(string Name, Kind Kind)> columns)
        : base(columns)
    {
    }
}
