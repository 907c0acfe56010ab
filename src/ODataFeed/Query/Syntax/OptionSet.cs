namespace ODataFeed.Query.Syntax;

/// <summary>The options of one level as they are found; refuses what is given twice.</summary>
sealed class OptionSet
{
    QueryOption _seen;
    Dictionary<string, ExpressionSyntax>? _aliases;
    List<KeyValuePair<string, string>>? _custom;

    public QuerySyntax Query { get; set; } = QuerySyntax.Empty;

    public void Claim(QueryOption option)
    {
        if (_seen.HasFlag(option))
            throw FeedErrors.DuplicateOption(QueryOptions.Name(option));
        _seen |= option;
    }

    public void AddAlias(string name, ExpressionSyntax value)
    {
        if (_aliases is null)
            Query = Query with { Aliases = _aliases = [] };
        if (!_aliases.TryAdd(name, value))
            throw FeedErrors.DuplicateAlias(name);
    }

    public void AddCustom(string name, string value)
    {
        if (_custom is null)
            Query = Query with { Custom = _custom = [] };
        _custom.Add(new(name, value));
    }
}
