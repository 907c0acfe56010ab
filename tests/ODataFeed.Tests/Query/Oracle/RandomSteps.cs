using ODataFeed.Tests.Snapshot;

namespace ODataFeed.Tests.Query.Oracle;

/// <summary>One transformation: its text, and what it makes of rows.</summary>
sealed record Step(string Text, Func<List<Row>, List<Row>> Run);

/// <summary>
/// Writes random sequences of set transformations (OData Data Aggregation §3.2, §3.3) and says what they mean, over lists of rows.
/// </summary>
sealed class RandomSteps(Random random, Columns columns)
{
    int _names;

    /// <summary>The columns at the end of the steps written so far.</summary>
    public Columns Columns { get; private set; } = columns;

    public List<Step> Sequence(int length, int depth)
    {
        var steps = new List<Step>();
        for (var count = random.Next(1, length + 1); count > 0; count--)
            steps.Add(Next(depth));
        return steps;
    }

    public static string Text(IEnumerable<Step> steps) => string.Join('/', steps.Select(step => step.Text));

    public static List<Row> Run(IEnumerable<Step> steps, List<Row> rows) => steps.Aggregate(rows, (current, step) => step.Run(current));

    RandomTerms Terms => new(random, Columns);

    Step Next(int depth) => random.Next(depth > 0 ? 12 : 9) switch
    {
        0 or 1 => Filter(Terms.Condition(2)),
        2 => Compute(),
        3 => Order(Terms.Any(1), random.Next(2) == 0),
        4 => random.Next(6) is var skip ? new Step($"skip({skip})", rows => [.. rows.Skip(skip)]) : null!,
        5 => random.Next(30) is var top ? new Step($"top({top})", rows => [.. rows.Take(top)]) : null!,
        6 => Rank(),
        7 => RankBySum(),
        8 => new Step("identity", rows => rows),
        9 => Group(depth),
        10 => Concat(depth),
        _ => Aggregate(),
    };

    static Step Filter(Term condition) => new($"filter({condition.Text})", rows => [.. rows.Where(row => condition.Value(row) is true)]);

    Step Compute()
    {
        var (term, name) = (Terms.Any(2), NewName());
        Columns = new Columns(Columns.Append((name, term.Kind)));
        return new Step($"compute({term.Text} as {name})", rows => [.. rows.Select(row => row.With(name, term.Value(row)))]);
    }

    static Step Order(Term key, bool descending) => new(
        $"orderby({key.Text}{(descending ? " desc" : "")})",
        rows =>
        {
            var keyed = rows.ConvertAll(row => (Row: row, Key: key.Value(row)));
            var sorted = descending ? keyed.OrderByDescending(row => row.Key, CellOrder.Instance) : keyed.OrderBy(row => row.Key, CellOrder.Instance);
            return [.. sorted.Select(row => row.Row)];
        });

    /// <summary>Null is considered last, whichever end is asked for.</summary>
    Step Rank()
    {
        var (top, count, key) = (random.Next(2) == 0, random.Next(1, 9), Terms.Any(1));
        return new Step($"{(top ? "top" : "bottom")}count({count},{key.Text})", rows => [.. Considered(rows, key, top).Take(count)]);
    }

    Step RankBySum()
    {
        var (top, percent, key) = (random.Next(2) == 0, random.Next(2) == 0, Terms.Of(random.Next(2) == 0 ? Kind.Integer : Kind.Decimal, 0));
        var amount = percent ? random.Next(1, 101) : random.Next(-5, 60);
        return new Step($"{(top ? "top" : "bottom")}{(percent ? "percent" : "sum")}({amount},{key.Text})", rows =>
        {
            var considered = Considered(rows, key, top);
            var numbers = considered.ConvertAll(row => key.Value(row) is { } number ? Meaning.Exact(number) : 0);
            var total = percent ? numbers.Sum() : 0;
            var (taken, sum) = (0, 0m);
            while (taken < numbers.Count && !(total < 0 ? sum <= total / 100 * amount : sum >= (percent ? total / 100 * amount : amount)))
                sum += numbers[taken++];
            return considered[..taken];
        });
    }

    static List<Row> Considered(List<Row> rows, Term key, bool top)
    {
        var known = rows.Where(row => key.Value(row) is not null);
        return [.. top ? known.OrderByDescending(key.Value, CellOrder.Instance) : known.OrderBy(key.Value, CellOrder.Instance), .. rows.Where(row => key.Value(row) is null)];
    }

    Step Aggregate()
    {
        var aggregates = Aggregates();
        Columns = new Columns(aggregates.Select(aggregate => (aggregate.Name, aggregate.Kind)));
        return new Step($"aggregate({Text(aggregates)})", rows => [Folded(aggregates, rows)]);
    }

    Step Group(int depth)
    {
        var by = Columns.Select(column => column.Name).OrderBy(_ => random.Next()).Take(random.Next(1, 3)).ToList();
        var kinds = by.Select(name => Columns.First(column => column.Name == name)).ToList();
        var levels = by.Count == 2 && random.Next(3) == 0 ? new[] { by, [by[0]] } : [by];
        var text = levels.Length == 1 ? string.Join(',', by) : $"rollup({string.Join(',', by)})";
        if (random.Next(3) == 0)
        {
            var inner = new RandomSteps(random, Columns) { _names = _names + 100 };
            var steps = inner.Sequence(2, depth - 1);
            _names = inner._names;
            Columns = new Columns(kinds.Concat(inner.Columns.Where(column => !by.Contains(column.Name))));
            return new Step($"groupby(({text}),{Text(steps)})", rows => [.. levels.SelectMany(level => Split(rows, level).SelectMany(group => Run(steps, group.Rows).Select(row => Joined(group.Key, row, by))))]);
        }

        var aggregates = Aggregates();
        Columns = new Columns(kinds.Concat(aggregates.Select(aggregate => (aggregate.Name, aggregate.Kind))));
        return new Step($"groupby(({text}),aggregate({Text(aggregates)}))", rows => [.. levels.SelectMany(level => Split(rows, level).Select(group => Joined(group.Key, Folded(aggregates, group.Rows), by)))]);
    }

    Step Concat(int depth)
    {
        var branches = Enumerable.Range(0, random.Next(2, 4)).Select(_ =>
        {
            var branch = new RandomSteps(random, Columns) { _names = _names + 100 };
            var steps = branch.Sequence(2, depth - 1);
            _names = branch._names;
            return (Steps: steps, branch.Columns);
        }).ToList();
        Columns = new Columns(branches.SelectMany(branch => branch.Columns).DistinctBy(column => column.Name));
        var names = Columns.Select(column => column.Name).ToList();
        return new Step(
            $"concat({string.Join(',', branches.Select(branch => Text(branch.Steps)))})",
            rows => [.. branches.SelectMany(branch => Run(branch.Steps, rows)).Select(row => new Row(names.Select(name => KeyValuePair.Create(name, row.GetValueOrDefault(name)))))]);
    }

    /// <summary>Groups in the order of their values.</summary>
    static IEnumerable<(Row Key, List<Row> Rows)> Split(List<Row> rows, List<string> names) => rows
        .GroupBy(row => new GroupKey([.. names.Select(name => row[name])]))
        .OrderBy(group => group.Key)
        .Select(group => (new Row(names.Zip(group.Key.Values, KeyValuePair.Create)), group.ToList()));

    static Row Joined(Row key, Row row, List<string> by)
    {
        var joined = new Row(by.Select(name => KeyValuePair.Create(name, key.GetValueOrDefault(name))));
        foreach (var (name, value) in row)
            joined.TryAdd(name, value);
        return joined;
    }

    List<RandomAggregate> Aggregates() => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomAggregate.Of(random, Terms, Columns, NewName()))];

    static string Text(List<RandomAggregate> aggregates) => string.Join(',', aggregates.Select(aggregate => aggregate.Text));

    static Row Folded(List<RandomAggregate> aggregates, List<Row> rows) => new(aggregates.Select(aggregate => KeyValuePair.Create(aggregate.Name, aggregate.Fold(rows))));

    string NewName() => $"N{++_names}";
}
