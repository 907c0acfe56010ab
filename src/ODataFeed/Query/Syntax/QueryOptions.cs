namespace ODataFeed.Query.Syntax;

/// <summary>Names of the system query options, and which of them may stand where.</summary>
static class QueryOptions
{
    /// <summary>All but <c>$levels</c>, which is of a navigation property (OData ABNF <c>systemQueryOption</c>).</summary>
    public const QueryOption OfRequest = (QueryOption)((1 << 17) - 1) & ~QueryOption.Levels;

    public const QueryOption OfCount = QueryOption.Filter | QueryOption.Search;

    public const QueryOption OfReferences = OfCount | QueryOption.OrderBy | QueryOption.Skip | QueryOption.Top | QueryOption.Count;

    public const QueryOption OfSelect = OfReferences | QueryOption.Select | QueryOption.Compute;

    public const QueryOption OfExpand = OfSelect | QueryOption.Expand | QueryOption.Levels | QueryOption.Apply;

    /// <summary>Opaque or foreign text rather than our grammar: taken as it is, a plus sign too (<c>application/atom+xml</c>).</summary>
    public const QueryOption Opaque =
        QueryOption.SkipToken | QueryOption.DeltaToken | QueryOption.Format | QueryOption.Id | QueryOption.SchemaVersion;

    static readonly Dictionary<string, QueryOption> ByName = Enum.GetValues<QueryOption>()
        .Where(option => option != QueryOption.None)
        .ToDictionary(option => option.ToString(), StringComparer.OrdinalIgnoreCase);

    static readonly Dictionary<QueryOption, string> Names = ByName.ToDictionary(
        named => named.Value,
        named => "$" + named.Key.ToLowerInvariant());

    static readonly Dictionary<string, QueryOption>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Names count in any case, with or without the dollar sign (OData 4.01 part 2 §5.1).</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out QueryOption option) =>
        BySpan.TryGetValue(name.StartsWith('$') ? name[1..] : name, out option);

    public static string Name(QueryOption option) => Names[option];

    /// <summary>The refusal of a name that is none of <paramref name="legal"/>: with the nearest of them, or all.</summary>
    public static FeedException Unknown(string name, QueryOption legal)
    {
        var names = ByName.Values.Where(option => legal.HasFlag(option)).Select(Name).Order(StringComparer.Ordinal).ToList();
        var others = legal == OfRequest ? ", parameter aliases (@name) and custom options (without $)" : "";
        return FeedErrors.UnknownOption(
            name,
            Nearest.Close(name, names) is { } nearest ? $"did you mean {nearest}?" : $"legal: {string.Join(", ", names)}{others}.");
    }
}
