using System.Globalization;
using System.Text.RegularExpressions;

namespace ODataFeed.Tests.Query.Oracle;

/// <summary>Writes random expressions over columns, of every operator and function that our types have, and says what they mean.</summary>
sealed class RandomTerms(Random random, Columns columns)
{
    static readonly string[] Texts = ["", "a", "b", "B", "Zoë", "O'Neil", "ab", "x", "日", "😀", "\uFFFD", "zz", "12", "-3", " a "];
    static readonly string[] Patterns = ["^a", "b$", "[A-Z]", "^$", "a.*b", "ë|日", "^.$"];
    static readonly string[] Comparisons = ["eq", "ne", "lt", "le", "gt", "ge"];
    static readonly Kind[] Kinds = Enum.GetValues<Kind>();

    public Term Condition(int depth) => random.Next(depth > 0 ? 14 : 5) switch
    {
        0 or 1 => Comparison(depth),
        2 => Membership(),
        3 => Column(Kind.Flag) ?? Comparison(depth),
        4 => NullTest(),
        5 or 6 => Both(Kind.Flag, "({0} and {1})", Condition(depth - 1), Condition(depth - 1), lazily: Meaning.And),
        7 or 8 => Both(Kind.Flag, "({0} or {1})", Condition(depth - 1), Condition(depth - 1), lazily: Meaning.Or),
        9 => Map(Kind.Flag, "not ({0})", Condition(depth - 1), a => !(bool)a),
        10 => Pattern(Of(Kind.Text, depth - 1), Patterns[random.Next(Patterns.Length)]),
        11 => Case(Kind.Flag, depth - 1),
        12 => Both(Kind.Flag, "({0} eq {1})", Condition(depth - 1), Condition(depth - 1), (a, b) => Meaning.Compare("eq", a, b)),
        _ => Predicate(Of(Kind.Text, depth - 1), Of(Kind.Text, 0)),
    };

    /// <summary>A value of any kind.</summary>
    public Term Any(int depth) => Of(Kinds[random.Next(Kinds.Length)], depth);

    public Term Of(Kind kind, int depth)
    {
        if (random.Next(3) == 0 && Column(kind) is { } column)
            return column;
        if (depth > 0 && random.Next(8) == 0)
            return Case(kind, depth - 1);
        return kind switch
        {
            Kind.Flag => Condition(depth),
            Kind.Text => Text(depth),
            Kind.Integer => Integer(depth),
            Kind.Decimal => Decimal(depth),
            Kind.Real => Real(depth),
            Kind.Day => Day(depth),
            Kind.Instant => Instant(depth),
            Kind.Time => Time(depth),
            _ => Span(depth),
        };
    }

    Term Text(int depth) => random.Next(depth > 0 ? 9 : 1) switch
    {
        0 => Texts[random.Next(Texts.Length)] is var text ? Literal(Kind.Text, $"'{text.Replace("'", "''", StringComparison.Ordinal)}'", text) : null!,
        1 => Map(Kind.Text, "tolower({0})", Of(Kind.Text, depth - 1), a => ((string)a).ToLowerInvariant()),
        2 => Map(Kind.Text, "toupper({0})", Of(Kind.Text, depth - 1), a => ((string)a).ToUpperInvariant()),
        3 => Map(Kind.Text, "trim({0})", Of(Kind.Text, depth - 1), a => ((string)a).Trim()),
        4 => Both(Kind.Text, "concat({0},{1})", Of(Kind.Text, depth - 1), Of(Kind.Text, depth - 1), (a, b) => a is null || b is null ? null : (string)a + (string)b),
        5 => random.Next(-3, 5) is var start ? Map(Kind.Text, $"substring({{0}},{start})", Of(Kind.Text, depth - 1), a => Meaning.Part((string)a, start, int.MaxValue)) : null!,
        6 => (random.Next(-3, 5), random.Next(4)) is var (from, length) ? Map(Kind.Text, $"substring({{0}},{from},{length})", Of(Kind.Text, depth - 1), a => Meaning.Part((string)a, from, length)) : null!,
        7 => Map(Kind.Text, "cast({0},Edm.String)", Of(Kind.Integer, depth - 1), a => ((long)a).ToString(CultureInfo.InvariantCulture)),
        _ => Map(Kind.Text, "cast({0},Edm.String)", Of(Kind.Day, depth - 1), a => ((DateOnly)a).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };

    Term Integer(int depth) => random.Next(depth > 0 ? 12 : 1) switch
    {
        0 => random.Next(-9, 10) is var number ? Literal(Kind.Integer, number.ToString(CultureInfo.InvariantCulture), (long)number) : null!,
        1 or 2 => Arithmetic(Kind.Integer, ["add", "sub", "mul"], Of(Kind.Integer, depth - 1), Of(Kind.Integer, depth - 1)),
        3 => Arithmetic(Kind.Integer, ["div", "mod"], Of(Kind.Integer, depth - 1), Divisor(Kind.Integer)),
        4 => Map(Kind.Integer, "-({0})", Of(Kind.Integer, depth - 1), a => checked(-(long)a)),
        5 => Map(Kind.Integer, "length({0})", Of(Kind.Text, depth - 1), a => (long)((string)a).EnumerateRunes().Count()),
        6 => Both(Kind.Integer, "indexof({0},{1})", Of(Kind.Text, depth - 1), Of(Kind.Text, 0), (a, b) => a is null || b is null ? null : Meaning.Find((string)a, (string)b)),
        7 => Part(["year", "month", "day"], Of(Kind.Day, depth - 1), a => ((DateOnly)a).ToDateTime(TimeOnly.MinValue)),
        8 => Part(["year", "month", "day", "hour", "minute", "second"], Of(Kind.Instant, depth - 1), a => ((DateTimeOffset)a).UtcDateTime),
        9 => Part(["hour", "minute", "second"], Of(Kind.Time, depth - 1), a => DateTime.MinValue + ((TimeOnly)a).ToTimeSpan()),
        10 => Map(Kind.Integer, "cast({0},Edm.Int64)", Of(Kind.Text, 0), a => long.TryParse((string)a, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read : null),
        _ => Map(Kind.Integer, "cast({0},Edm.Int64)", Of(Kind.Decimal, 0), a => (long)decimal.Truncate((decimal)a)),
    };

    Term Decimal(int depth) => random.Next(depth > 0 ? 8 : 1) switch
    {
        0 => random.Next(-99, 100) / 10m is var number ? Literal(Kind.Decimal, number.ToString("0.0", CultureInfo.InvariantCulture), number) : null!,
        1 or 2 => Arithmetic(Kind.Decimal, ["add", "sub", "mul"], Of(Kind.Decimal, depth - 1), Of(random.Next(2) == 0 ? Kind.Decimal : Kind.Integer, 0)),
        3 => Arithmetic(Kind.Decimal, ["div", "divby", "mod"], Of(Kind.Decimal, depth - 1), Divisor(Kind.Decimal)),
        4 => Arithmetic(Kind.Decimal, ["divby"], Of(Kind.Integer, depth - 1), Divisor(Kind.Integer)),
        5 => Rounded(Kind.Decimal, Of(Kind.Decimal, depth - 1)),
        6 => Map(Kind.Decimal, "totalseconds({0})", Of(Kind.Span, depth - 1), a => (decimal)((TimeSpan)a).Ticks / TimeSpan.TicksPerSecond),
        _ => Map(Kind.Decimal, "fractionalseconds({0})", Of(Kind.Instant, depth - 1), a => (decimal)(((DateTimeOffset)a).Ticks % TimeSpan.TicksPerSecond) / TimeSpan.TicksPerSecond),
    };

    Term Real(int depth) => random.Next(depth > 0 ? 6 : 1) switch
    {
        0 => random.Next(9) is 0 ? Literal(Kind.Real, "NaN", double.NaN) : random.Next(-99, 100) / 4d is var number ? Literal(Kind.Real, number.ToString("0.00", CultureInfo.InvariantCulture) + "e0", number) : null!,
        1 or 2 => Arithmetic(Kind.Real, ["add", "sub", "mul", "div", "divby"], Of(Kind.Real, depth - 1), Of(random.Next(2) == 0 ? Kind.Real : Kind.Integer, 0)),
        3 => Arithmetic(Kind.Real, ["mod"], Of(Kind.Real, depth - 1), Divisor(Kind.Decimal)),
        4 => Rounded(Kind.Real, Of(Kind.Real, depth - 1)),
        _ => Map(Kind.Real, "cast({0},Edm.Double)", Of(random.Next(2) == 0 ? Kind.Integer : Kind.Decimal, depth - 1), a => Convert.ToDouble(a, null)),
    };

    Term Day(int depth) => random.Next(depth > 0 ? 4 : 1) switch
    {
        0 => new DateOnly(2026, 1, 1).AddDays(random.Next(400)) is var day ? Literal(Kind.Day, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day) : null!,
        1 => Map(Kind.Day, "date({0})", Of(Kind.Instant, depth - 1), a => DateOnly.FromDateTime(((DateTimeOffset)a).UtcDateTime)),
        2 => Both(Kind.Day, "({0} add {1})", Of(Kind.Day, depth - 1), Of(Kind.Span, 0), (a, b) => a is null || b is null ? null : Meaning.Move((DateOnly)a, (TimeSpan)b)),
        _ => Both(Kind.Day, "({0} sub {1})", Of(Kind.Day, depth - 1), Of(Kind.Span, 0), (a, b) => a is null || b is null ? null : Meaning.Move((DateOnly)a, -(TimeSpan)b)),
    };

    Term Instant(int depth) => random.Next(depth > 0 ? 4 : 1) switch
    {
        0 => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(500_000)) is var moment ? Literal(Kind.Instant, moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), moment) : null!,
        1 => Map(Kind.Instant, "cast({0},Edm.DateTimeOffset)", Of(Kind.Day, depth - 1), a => new DateTimeOffset(((DateOnly)a).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)),
        2 => Both(Kind.Instant, "({0} add {1})", Of(Kind.Instant, depth - 1), Of(Kind.Span, 0), (a, b) => a is null || b is null ? null : (DateTimeOffset)a + (TimeSpan)b),
        _ => Both(Kind.Instant, "({0} sub {1})", Of(Kind.Instant, depth - 1), Of(Kind.Span, 0), (a, b) => a is null || b is null ? null : (DateTimeOffset)a - (TimeSpan)b),
    };

    Term Time(int depth) => depth > 0
        ? Map(Kind.Time, "time({0})", Of(Kind.Instant, depth - 1), a => TimeOnly.FromDateTime(((DateTimeOffset)a).UtcDateTime))
        : new TimeOnly(random.Next(24), random.Next(60)) is var time ? Literal(Kind.Time, time.ToString("HH:mm:ss", CultureInfo.InvariantCulture), time) : null!;

    Term Span(int depth) => random.Next(depth > 0 ? 6 : 1) switch
    {
        0 => TimeSpan.FromMinutes(random.Next(-9_000, 9_000)) is var span ? Literal(Kind.Span, $"duration'{System.Xml.XmlConvert.ToString(span)}'", span) : null!,
        1 => Both(Kind.Span, "({0} sub {1})", Of(Kind.Day, depth - 1), Of(Kind.Day, depth - 1), (a, b) => a is null || b is null ? null : ((DateOnly)a).ToDateTime(default) - ((DateOnly)b).ToDateTime(default)),
        2 => Both(Kind.Span, "({0} sub {1})", Of(Kind.Instant, depth - 1), Of(Kind.Instant, depth - 1), (a, b) => a is null || b is null ? null : (DateTimeOffset)a - (DateTimeOffset)b),
        3 => Both(Kind.Span, "({0} add {1})", Of(Kind.Span, depth - 1), Of(Kind.Span, 0), (a, b) => a is null || b is null ? null : (TimeSpan)a + (TimeSpan)b),
        4 => random.Next(-3, 4) is var factor ? Map(Kind.Span, $"({{0}} mul {factor})", Of(Kind.Span, depth - 1), a => (TimeSpan)a * factor) : null!,
        _ => Map(Kind.Span, "-({0})", Of(Kind.Span, depth - 1), a => -(TimeSpan)a),
    };

    Term Comparison(int depth)
    {
        var (kind, @operator) = (Kinds[random.Next(1, Kinds.Length)], Comparisons[random.Next(Comparisons.Length)]);
        var other = kind is Kind.Integer or Kind.Decimal or Kind.Real ? (Kind)random.Next((int)Kind.Integer, (int)Kind.Text) : kind;
        return Both(Kind.Flag, $"({{0}} {@operator} {{1}})", Of(kind, depth - 1), Of(other, depth - 1), (a, b) => Meaning.Compare(@operator, a, b));
    }

    /// <summary>Constants, null among them at times, or expressions.</summary>
    Term Membership()
    {
        var kind = Kinds[random.Next(1, Kinds.Length)];
        var items = Enumerable.Range(0, random.Next(1, 5))
            .Select(_ => random.Next(6) == 0 ? new Term(kind, "null", _ => null) : Of(kind, 0))
            .ToList();
        var operand = Of(kind, 0);
        return new Term(Kind.Flag, $"({operand.Text} in ({string.Join(',', items.Select(item => item.Text))}))", row => items.Exists(item => Meaning.Compare("eq", operand.Value(row), item.Value(row)) is true));
    }

    Term NullTest()
    {
        var (name, _) = columns[random.Next(columns.Count)];
        return random.Next(2) == 0
            ? new Term(Kind.Flag, $"({name} eq null)", row => row[name] is null)
            : new Term(Kind.Flag, $"(null ne {name})", row => row[name] is not null);
    }

    Term Case(Kind kind, int depth)
    {
        var branches = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (When: Condition(depth), Then: Of(kind, depth))).ToList();
        return new Term(
            kind,
            $"case({string.Join(',', branches.Select(branch => $"({branch.When.Text}):{branch.Then.Text}"))})",
            row => branches.Where(branch => branch.When.Value(row) is true).Select(branch => branch.Then.Value(row)).FirstOrDefault());
    }

    static Term Pattern(Term text, string pattern) => Map(Kind.Flag, $"matchespattern({{0}},'{pattern}')", text, a => Regex.IsMatch((string)a, pattern));

    Term Predicate(Term text, Term part) => random.Next(3) switch
    {
        0 => Both(Kind.Flag, "contains({0},{1})", text, part, (a, b) => a is null || b is null ? null : ((string)a).Contains((string)b, StringComparison.Ordinal)),
        1 => Both(Kind.Flag, "startswith({0},{1})", text, part, (a, b) => a is null || b is null ? null : ((string)a).StartsWith((string)b, StringComparison.Ordinal)),
        _ => Both(Kind.Flag, "endswith({0},{1})", text, part, (a, b) => a is null || b is null ? null : ((string)a).EndsWith((string)b, StringComparison.Ordinal)),
    };

    Term Arithmetic(Kind kind, string[] operators, Term left, Term right)
    {
        var @operator = operators[random.Next(operators.Length)];
        return Both(kind, $"({{0}} {@operator} {{1}})", left, right, (a, b) => Meaning.Calculate(@operator, a, b));
    }

    /// <summary>Rarely zero: an error ends a query.</summary>
    Term Divisor(Kind kind)
    {
        if (random.Next(20) == 0 && Column(kind) is { } column)
            return column;
        var number = random.Next(1, 8) * (random.Next(2) == 0 ? 1 : -1);
        return kind == Kind.Integer ? Literal(kind, $"{number}", (long)number) : Literal(kind, $"{number}.5", number + (number < 0 ? -0.5m : 0.5m));
    }

    Term Rounded(Kind kind, Term number) => random.Next(3) switch
    {
        0 => Map(kind, "round({0})", number, Meaning.Round),
        1 => Map(kind, "floor({0})", number, Meaning.Floor),
        _ => Map(kind, "ceiling({0})", number, Meaning.Ceiling),
    };

    Term Part(string[] names, Term of, Func<object, DateTime> moment)
    {
        var name = names[random.Next(names.Length)];
        return Map(Kind.Integer, $"{name}({{0}})", of, a => moment(a) is var at && name switch { "year" => at.Year, "month" => at.Month, "day" => at.Day, "hour" => at.Hour, "minute" => at.Minute, _ => at.Second } is var part ? (long)part : null);
    }

    /// <summary>The last one most often: the extremes of the others make arithmetic overflow.</summary>
    Term? Column(Kind kind)
    {
        var fitting = columns.Where(column => column.Kind == kind).ToList();
        if (fitting.Count == 0)
            return null;
        var (name, _) = fitting[Math.Min(random.Next(fitting.Count + 2), fitting.Count - 1)];
        return new Term(kind, name, row => row[name]);
    }

    static Term Literal(Kind kind, string text, object value) => new(kind, text, _ => value);

    static Term Map(Kind kind, string format, Term operand, Func<object, object?> map) =>
        new(kind, format.Replace("{0}", operand.Text, StringComparison.Ordinal), row => operand.Value(row) is { } value ? map(value) : null);

    static Term Both(Kind kind, string format, Term left, Term right, Func<object?, object?, object?>? combine = null, Func<object?, Func<object?>, object?>? lazily = null) =>
        new(
            kind,
            string.Format(CultureInfo.InvariantCulture, format, left.Text, right.Text),
            row => lazily is null ? combine!(left.Value(row), right.Value(row)) : lazily(left.Value(row), () => right.Value(row)));
}
