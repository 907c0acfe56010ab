using ODataFeed.Tests.Snapshot;

namespace ODataFeed.Tests.Query.Oracle;

/// <summary>One aggregate of random kind, and what it makes of a group: nulls do not count, of nothing all but counts are null.</summary>
sealed record RandomAggregate(string Name, Kind Kind, string Text, Func<List<Row>, object?> Fold)
{
    public static RandomAggregate Of(Random random, RandomTerms terms, Columns columns, string name)
    {
        if (random.Next(6) == 0)
            return new RandomAggregate(name, Kind.Decimal, $"$count as {name}", rows => (decimal)rows.Count);
        var kinds = random.Next(2) == 0 ? [Kind.Integer, Kind.Decimal, Kind.Real] : Enum.GetValues<Kind>();
        var value = terms.Of(kinds[random.Next(kinds.Length)], 1);
        var method = Method(random, value.Kind);
        var text = $"{value.Text} with {method}";
        if (random.Next(5) > 0)
            return new RandomAggregate(name, KindOf(method, value.Kind), $"{text} as {name}", rows => Apply(method, rows.Select(value.Value)));

        // Aggregates within the groups of one more property first, then over those.
        var by = columns[random.Next(columns.Count)].Name;
        var outer = Method(random, KindOf(method, value.Kind));
        return new RandomAggregate(
            name,
            KindOf(outer, KindOf(method, value.Kind)),
            $"{text} from {by} with {outer} as {name}",
            rows => Apply(outer, rows.GroupBy(row => new GroupKey([row[by]])).OrderBy(group => group.Key).Select(group => Apply(method, group.Select(value.Value)))));
    }

    static string Method(Random random, Kind kind)
    {
        string[] methods = kind switch
        {
            Kind.Integer or Kind.Decimal or Kind.Real => ["sum", "average", "min", "max", "countdistinct"],
            Kind.Span => ["sum", "min", "max", "countdistinct"],
            _ => ["min", "max", "countdistinct"],
        };
        return methods[random.Next(methods.Length)];
    }

    static Kind KindOf(string method, Kind kind) => method switch { "average" => Kind.Real, "countdistinct" => Kind.Decimal, _ => kind };

    static object? Apply(string method, IEnumerable<object?> all)
    {
        var values = all.OfType<object>().ToList();
        return method switch
        {
            "countdistinct" => (decimal)values.Distinct().Count(),
            _ when values.Count == 0 => null,
            "min" => values.Min(CellOrder.Instance),
            "max" => values.Max(CellOrder.Instance),
            "average" when values[0] is double => values.Aggregate(0d, (sum, value) => sum + (double)value) / values.Count,
            "average" when values[0] is decimal => (double)(values.Aggregate(0m, (sum, value) => sum + (decimal)value) / values.Count),
            "average" => (double)values.Aggregate(Int128.Zero, (sum, value) => sum + (long)value) / values.Count,
            _ => values.Aggregate(Sum),
        };
    }

    static object Sum(object a, object b) => (a, b) switch
    {
        (long x, long y) => checked(x + y),
        (decimal x, decimal y) => x + y,
        (double x, double y) => x + y,
        (TimeSpan x, TimeSpan y) => x + y,
        _ => throw new InvalidOperationException($"{a} and {b} have no sum."),
    };
}
