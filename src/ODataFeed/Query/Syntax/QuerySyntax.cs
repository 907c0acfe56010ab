namespace ODataFeed.Query.Syntax;

/// <summary>One item of <c>$orderby</c>.</summary>
sealed record OrderBySyntax(ExpressionSyntax Expression, bool Descending)
{
    public override string ToString() => Descending ? $"{Expression} desc" : $"{Expression}";
}

/// <summary>One item of <c>$compute</c>: an expression and the name it gets.</summary>
sealed record ComputeSyntax(ExpressionSyntax Expression, string Name, int Position)
{
    public override string ToString() => $"{Expression} as {Name}";
}

/// <summary>One item of <c>$select</c>: <c>*</c>, or a path with the options nested in its parentheses.</summary>
sealed record SelectSyntax(IReadOnlyList<string> Path, QuerySyntax? Options, int Position)
{
    public bool IsStar => Path is ["*"];

    public override string ToString() => string.Join('/', Path) + (Options is null ? "" : $"({Options})");
}

/// <summary>What stands behind the path of an <c>$expand</c> item.</summary>
enum ExpandSuffix
{
    None,
    Ref,
    Count,
    Value,
}

/// <summary>One item of <c>$expand</c>: a path (or <c>*</c>), <c>/$ref</c> or <c>/$count</c>, and nested options.</summary>
sealed record ExpandSyntax(IReadOnlyList<string> Path, ExpandSuffix Suffix, QuerySyntax? Options, int Position)
{
    public override string ToString() =>
        string.Join('/', Path) + (Suffix == ExpandSuffix.None ? "" : "/$" + Suffix.ToString().ToLowerInvariant()) + (Options is null ? "" : $"({Options})");
}

/// <summary>
/// The query options of one request (or of one nested level), parsed. An option not given is null.
/// Immutable; <c>ToString</c> prints what was given in a fixed order.
/// </summary>
sealed record QuerySyntax
{
    public static QuerySyntax Empty { get; } = new();

    public ExpressionSyntax? Filter { get; init; }

    public ApplySyntax? Apply { get; init; }

    public SearchSyntax? Search { get; init; }

    public IReadOnlyList<ComputeSyntax>? Compute { get; init; }

    public IReadOnlyList<OrderBySyntax>? OrderBy { get; init; }

    public IReadOnlyList<SelectSyntax>? Select { get; init; }

    public IReadOnlyList<ExpandSyntax>? Expand { get; init; }

    public long? Top { get; init; }

    public long? Skip { get; init; }

    public bool? Count { get; init; }

    public string? Levels { get; init; }

    public string? SkipToken { get; init; }

    public string? DeltaToken { get; init; }

    public string? Format { get; init; }

    public string? Id { get; init; }

    public string? SchemaVersion { get; init; }

    public long? Index { get; init; }

    /// <summary>Parameter aliases, name with the at sign.</summary>
    public IReadOnlyDictionary<string, ExpressionSyntax> Aliases { get; init; } = new Dictionary<string, ExpressionSyntax>();

    /// <summary>Custom query options (no dollar sign, no system name), as received.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Custom { get; init; } = [];

    public override string ToString()
    {
        var options = new List<string>();
        Add("$apply", Apply);
        Add("$compute", List(Compute));
        Add("$search", Search);
        Add("$filter", Filter);
        Add("$orderby", List(OrderBy));
        Add("$skip", Skip);
        Add("$top", Top);
        Add("$count", Count is { } count ? count ? "true" : "false" : null);
        Add("$select", List(Select));
        Add("$expand", List(Expand));
        Add("$levels", Levels);
        Add("$skiptoken", SkipToken);
        Add("$deltatoken", DeltaToken);
        Add("$format", Format);
        Add("$id", Id);
        Add("$index", Index);
        Add("$schemaversion", SchemaVersion);
        foreach (var (name, value) in Aliases)
            Add(name, value);
        foreach (var (name, value) in Custom)
            Add(name, value);
        return string.Join(';', options);

        void Add(string name, object? value)
        {
            if (value is not null)
                options.Add($"{name}={value}");
        }

        static string? List<T>(IReadOnlyList<T>? items) => items is null ? null : string.Join(',', items);
    }
}
