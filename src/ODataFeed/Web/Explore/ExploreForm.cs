using ODataFeed.Query;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Web.Explore;

/// <summary>What the form of Explore says. It is filled from the query options, and sent back becomes query options again.</summary>
public sealed record ExploreForm
{
    /// <summary>The most conditions, groups and aggregates the form has room for.</summary>
    public const int MostRows = 12;

    /// <summary>The conditions; null where the filter is more than a list, and <see cref="FilterExpression"/> holds it.</summary>
    public IReadOnlyList<FilterRow>? Filters { get; init; } = [];

    /// <summary>The filter as an expression, where it cannot be shown as conditions; with a grouping, the one on its result.</summary>
    public string FilterExpression { get; init; } = "";

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<AggregateRow> Aggregates { get; init; } = [];

    /// <summary><c>$apply</c> as it is, where it does more than the form can show.</summary>
    public string ApplyExpression { get; init; } = "";

    /// <summary>The properties of <c>$select</c>; empty: all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Options the form does not show but keeps.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others { get; init; } = [];

    bool IsGrouped => Groups.Count > 0 || Aggregates.Count > 0;

    /// <summary>The form that amounts to the options of a query. One that cannot be parsed is kept as it was typed.</summary>
    internal static ExploreForm Of(ExploreQuery query)
    {
        var form = new ExploreForm
        {
            Columns = [.. (query.Option("$select") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Others = [.. query.Options.Where(option => option.Key is not ("$filter" or "$apply" or "$select"))],
        };
        var (filter, apply) = (query.Option("$filter") ?? "", query.Option("$apply") ?? "");
        var (parsedFilter, parsedApply) = (Parse("$filter", filter)?.Filter, Parse("$apply", apply)?.Apply);
        if (apply.Length == 0)
            return filter.Length > 0 && (parsedFilter is null || FilterText.Read(parsedFilter) is null)
                ? form with { Filters = null, FilterExpression = filter }
                : form with { Filters = FilterText.Read(parsedFilter) };
        var grouping = ApplyText.Read(parsedApply);
        return grouping is not null && FilterText.Read(grouping.Filter) is { } rows
            ? form with { Filters = rows, Groups = grouping.Groups, Aggregates = grouping.Aggregates, FilterExpression = filter }
            : form with { ApplyExpression = apply, Filters = null, FilterExpression = filter };
    }

    /// <summary>The form as a browser sent it.</summary>
    internal static ExploreForm Read(IQueryCollection fields)
    {
        var numbers = Enumerable.Range(1, MostRows);
        string Field(string name) => fields[name].ToString().Trim();
        return new ExploreForm
        {
            Filters = fields.ContainsKey("where1") ? [.. numbers.Select(i => new FilterRow(Field($"where{i}"), Field($"is{i}"), fields[$"value{i}"].ToString())).Where(row => row.Column.Length > 0)] : null,
            FilterExpression = Field("expression"),
            Groups = [.. numbers.Select(i => Field($"group{i}")).Where(name => name.Length > 0).Distinct()],
            Aggregates = [.. numbers.Select(i => new AggregateRow(Field($"method{i}"), Field($"of{i}"))).Where(row => row.Method == "$count" || row is { Method.Length: > 0, Column.Length: > 0 })],
            ApplyExpression = Field("apply"),
            Columns = [.. fields["column"].OfType<string>()],
            Others = [.. fields["keep"].OfType<string>().Select(ExploreQuery.Pair)],
        };
    }

    /// <summary>The query options it amounts to.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> ToOptions(TableSchema set, FeedModel model)
    {
        var options = new List<KeyValuePair<string, string>>();
        var conditions = FilterText.Write(Filters ?? [], set, model);
        Add("$apply", ApplyExpression.Length > 0 ? ApplyExpression : IsGrouped ? ApplyText.Write(conditions, Groups, Aggregates) : "");
        Add("$filter", FilterExpression.Length > 0 ? FilterExpression : options.Count > 0 ? "" : conditions);
        Add("$select", options.Any(option => option.Key == "$apply") || Columns.Count == set.Properties.Count ? "" : string.Join(',', Columns));
        options.AddRange(Others.Where(option => option.Key != "$orderby" || Orders(option.Value, set)));
        return options;

        void Add(string name, string value)
        {
            if (value.Length > 0)
                options.Add(new(name, value));
        }
    }

    /// <summary>Whether the answer still has the property that rows were sorted by.</summary>
    bool Orders(string orderBy, TableSchema set)
    {
        var property = orderBy.Split(' ', ',')[0];
        return ApplyExpression.Length > 0 || (IsGrouped ? Groups.Contains(property) || Aggregates.Any(row => ApplyText.Alias(row) == property) : property.Contains('/') || set.Find(property) >= 0);
    }

    static QuerySyntax? Parse(string name, string value)
    {
        try
        {
            return value.Length == 0 ? null : QueryParser.Parse($"{name}={QueryText.Encode(value)}");
        }
        catch (FeedException)
        {
            return null;
        }
    }
}
