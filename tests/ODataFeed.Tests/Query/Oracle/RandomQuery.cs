using System.Globalization;
using ODataFeed.Tests.Snapshot;
using UsageReports;

namespace ODataFeed.Tests.Query.Oracle;

/// <summary>A random request of <see cref="SampleTables.AllTypes"/>: its options, and what they mean in the order OData gives them.</summary>
sealed class RandomQuery
{
    static readonly Columns Things = new(SampleTables.AllTypes.Columns
        .Select(column => (column.Name, KindOf(column.Type)))
        .OrderBy(column => column.Name is "Small" ? 1 : 0)); // see RandomTerms.Column

    static readonly string[] Words = ["a", "b", "zoë", "NEIL", "日", "x", "quot", "1"];

    List<Step> _apply = [];
    (string Text, Func<Row, bool> Matches)? _search;
    Term? _filter;
    readonly List<(Term Term, string Name)> _computed = [];
    readonly List<(Term Key, bool Descending)> _orderBy = [];
    int _skip;
    int? _top;

    public string Url { get; private set; } = "";

    public int PageSize { get; private init; }

    /// <summary>The properties of the answer.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    public static RandomQuery Of(Random random)
    {
        var query = new RandomQuery { PageSize = random.Next(4) == 0 ? random.Next(1, 20) : 10_000 };
        var columns = Things;
        if (random.Next(2) == 0)
        {
            var steps = new RandomSteps(random, columns);
            query._apply = steps.Sequence(3, 2);
            columns = steps.Columns;
        }

        for (var count = random.Next(3) - 1; count > 0; count--)
        {
            var (term, name) = (new RandomTerms(random, columns).Any(2), $"C{count}");
            query._computed.Add((term, name));
            columns = new Columns(columns.Append((name, term.Kind)));
        }

        if (random.Next(6) == 0 && columns.Exists(column => column.Name == "Name"))
            query._search = Search(random, columns);
        if (random.Next(3) > 0)
            query._filter = new RandomTerms(random, columns).Condition(3);
        for (var count = random.Next(3); count > 0; count--)
            query._orderBy.Add((new RandomTerms(random, columns).Any(2), random.Next(2) == 0));
        (query._skip, query._top) = (random.Next(3) == 0 ? random.Next(9) : 0, random.Next(3) == 0 ? random.Next(40) : null);
        query.Names = [.. columns.Select(column => column.Name)];
        query.Url = query.Write();
        return query;
    }

    /// <summary>The rows answered, and how many match before <c>$skip</c> and <c>$top</c>.</summary>
    public (List<Row> Page, int Count) Run(List<Row> rows)
    {
        var matching = RandomSteps.Run(_apply, rows);

        // Computed properties exist where they are named: in $filter and $orderby for every row, in the answer for the page alone.
        foreach (var (term, name) in _computed)
            matching = [.. matching.Select(row => row.With(name, new Lazy<object?>(() => term.Value(Forced(row)))))];
        if (_search is { } search)
            matching = [.. matching.Where(search.Matches)];
        if (_filter is not null)
            matching = [.. matching.Where(row => _filter.Value(Forced(row)) is true)];
        var keyed = matching.ConvertAll(row => (Row: row, Keys: _orderBy.ConvertAll(item => item.Key.Value(Forced(row)))));
        var sorted = keyed.OrderBy(_ => 0);
        foreach (var (index, (_, descending)) in _orderBy.Index())
            sorted = descending ? sorted.ThenByDescending(row => row.Keys[index], CellOrder.Instance) : sorted.ThenBy(row => row.Keys[index], CellOrder.Instance);
        return ([.. sorted.Skip(_skip).Take(_top ?? int.MaxValue).Select(row => Forced(row.Row))], matching.Count);
    }

    public static Row ToRow(object?[] cells) =>
        new(SampleTables.AllTypes.Columns.Zip(cells, (column, cell) => KeyValuePair.Create(column.Name, cell is int number ? (long)number : cell)));

    static Row Forced(Row row) => new(row.Select(cell => KeyValuePair.Create(cell.Key, cell.Value is Lazy<object?> later ? later.Value : cell.Value)));

    string Write()
    {
        var options = new List<string> { "$count=true" };
        Add("$apply", RandomSteps.Text(_apply));
        Add("$compute", string.Join(',', _computed.Select(item => $"{item.Term.Text} as {item.Name}")));
        Add("$search", _search?.Text ?? "");
        Add("$filter", _filter?.Text ?? "");
        Add("$orderby", string.Join(',', _orderBy.Select(item => item.Key.Text + (item.Descending ? " desc" : ""))));
        Add("$skip", _skip == 0 ? "" : _skip.ToString(CultureInfo.InvariantCulture));
        Add("$top", _top?.ToString(CultureInfo.InvariantCulture) ?? "");
        return string.Join('&', options);

        void Add(string name, string text)
        {
            if (text.Length > 0)
                options.Add($"{name}={Uri.EscapeDataString(text)}");
        }
    }

    /// <summary>A term matches where any text contains it, whatever the case.</summary>
    static (string Text, Func<Row, bool> Matches) Search(Random random, Columns columns)
    {
        var (first, second, form) = (Words[random.Next(Words.Length)], Words[random.Next(Words.Length)], random.Next(4));
        var texts = columns.Where(column => column.Kind == Kind.Text && !column.Name.StartsWith('C')).Select(column => column.Name).ToList();
        return form switch
        {
            0 => (first, row => Has(row, first)),
            1 => ($"NOT {first}", row => !Has(row, first)),
            2 => ($"{first} OR {second}", row => Has(row, first) || Has(row, second)),
            _ => ($"{first} {second}", row => Has(row, first) && Has(row, second)),
        };

        bool Has(Row row, string word) => texts.Exists(name => row[name] is string text && text.ToLowerInvariant().Contains(word.ToLowerInvariant(), StringComparison.Ordinal));
    }

    static Kind KindOf(ColumnType type) => type switch
    {
        ColumnType.Boolean => Kind.Flag,
        ColumnType.Int32 or ColumnType.Int64 => Kind.Integer,
        ColumnType.Decimal => Kind.Decimal,
        ColumnType.Date => Kind.Day,
        ColumnType.DateTimeOffset => Kind.Instant,
        ColumnType.Duration => Kind.Span,
        _ => Kind.Text,
    };
}
