namespace ODataFeed.Query.Database;

/// <summary>
/// A text that sorts by code point. Databases do so by collation; the InMemory provider sorts with .NET's comparer, which compares UTF-16
/// units and so puts U+1F600 before U+FFFD.
/// </summary>
readonly record struct TextOrder(string? Text) : IComparable<TextOrder>, IComparable
{
    /// <summary>The key to sort by: a method, because that is what a query can call.</summary>
    public static TextOrder Of(string? text) => new(text);

    public int CompareTo(TextOrder other) => (Text, other.Text) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        var (left, right) => Coercion.CompareText(left, right),
    };

    public int CompareTo(object? obj) => obj is TextOrder other ? CompareTo(other) : 1;
}
