using System.Globalization;
using ODataFeed.Tests.Snapshot;

namespace ODataFeed.Tests.Query.Oracle;

/// <summary>
/// Writes random expressions over <see cref="SampleTables.AllTypes"/> and says what they mean. Shares nothing with the engine: values are
/// plain .NET objects, null is null, and every rule of OData is spelt out once more.
/// </summary>
sealed class RandomTerms(Random random)
{
    static readonly string[] Texts = ["", "a", "b", "B", "Zoë", "O'Neil", "ab", "x", "日", "😀", "\uFFFD", "zz"];

    public Term Condition(int depth) => random.Next(depth > 0 ? 12 : 6) switch
    {
        0 => Compare(Text(depth), Text(depth)),
        1 => Compare(Number(depth), Number(depth)),
        2 => Compare(Day(depth), Day(depth)),
        3 => Membership(),
        4 => NullTest(),
        5 => Column("Flag", 2),
        6 or 7 => Both("and", Condition(depth - 1), Condition(depth - 1), (a, b) => a is false || b is false ? false : a is null || b is null ? null : true),
        8 or 9 => Both("or", Condition(depth - 1), Condition(depth - 1), (a, b) => a is true || b is true ? true : a is null || b is null ? null : false),
        10 => Map("not ({0})", Condition(depth - 1), a => !(bool)a),
        _ => Predicate(Text(depth - 1), Text(0)),
    };

    /// <summary>Something to sort by.</summary>
    public Term Key(int depth) => random.Next(4) switch
    {
        0 => Text(depth),
        1 => Number(depth),
        2 => Day(depth),
        _ => random.Next(2) == 0 ? Column("Stamp", 7) : Column("Big", 4),
    };

    Term Text(int depth) => random.Next(depth > 0 ? 8 : 3) switch
    {
        0 or 1 => Column("Name", 1),
        2 => Literal(Texts[random.Next(Texts.Length)]),
        3 => Map("tolower({0})", Text(depth - 1), a => ((string)a).ToLowerInvariant()),
        4 => Map("toupper({0})", Text(depth - 1), a => ((string)a).ToUpperInvariant()),
        5 => Map("trim({0})", Text(depth - 1), a => ((string)a).Trim()),
        6 => Both("concat({0},{1})", Text(depth - 1), Text(depth - 1), (a, b) => a is null || b is null ? null : (string)a + (string)b),
        _ => random.Next(4) is var start ? Map($"substring({{0}},{start})", Text(depth - 1), a => string.Concat(((string)a).EnumerateRunes().Skip(start))) : null!,
    };

    /// <summary>Small integers, so that nothing overflows.</summary>
    Term Number(int depth) => random.Next(depth > 0 ? 9 : 3) switch
    {
        0 or 1 => new Term("Small", row => row[3] is int small ? (decimal)small : null),
        2 => random.Next(-9, 10) is var number ? new Term(number.ToString(CultureInfo.InvariantCulture), _ => (decimal)number) : null!,
        3 => Both("({0} add {1})", Number(depth - 1), Number(depth - 1), (a, b) => a is null || b is null ? null : (decimal)a + (decimal)b),
        4 => Both("({0} sub {1})", Number(depth - 1), Number(depth - 1), (a, b) => a is null || b is null ? null : (decimal)a - (decimal)b),
        5 => Both("({0} mul {1})", Number(depth - 1), Number(0), (a, b) => a is null || b is null ? null : (decimal)a * (decimal)b),
        6 => Map("({0} div 3)", Number(depth - 1), a => decimal.Truncate((decimal)a / 3)),
        7 => Map("length({0})", Text(depth - 1), a => (decimal)((string)a).EnumerateRunes().Count()),
        _ => Map("year({0})", Column("Day", 6), a => (decimal)((DateOnly)a).Year),
    };

    Term Day(int depth) => random.Next(depth > 0 ? 3 : 2) switch
    {
        0 => Column("Day", 6),
        1 => new DateOnly(2026, 1, 1).AddDays(random.Next(400)) is var day ? new Term(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _ => day) : null!,
        _ => Map("date({0})", Column("Stamp", 7), a => DateOnly.FromDateTime(((DateTimeOffset)a).UtcDateTime)),
    };

    Term Compare(Term left, Term right)
    {
        string[] operators = ["eq", "ne", "lt", "le", "gt", "ge"];
        var @operator = operators[random.Next(operators.Length)];
        return Both($"{{0}} {@operator} {{1}}", left, right, (a, b) => Holds(@operator, a, b));
    }

    /// <summary>Null equals null, differs from everything else, and is neither less nor greater.</summary>
    static object? Holds(string @operator, object? a, object? b)
    {
        if (a is null || b is null)
            return @operator switch { "eq" => a is null && b is null, "ne" => a is null != b is null, _ => false };
        var order = CellOrder.Instance.Compare(a, b);
        return @operator switch { "eq" => order == 0, "ne" => order != 0, "lt" => order < 0, "le" => order <= 0, "gt" => order > 0, _ => order >= 0 };
    }

    Term Membership()
    {
        var values = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(-5, 20)).ToList();
        return new Term($"Small in ({string.Join(',', values)})", row => row[3] is int small && values.Contains(small));
    }

    Term NullTest()
    {
        var ordinal = random.Next(1, 9);
        var name = SampleTables.AllTypes.Columns[ordinal].Name;
        return random.Next(2) == 0
            ? new Term($"{name} eq null", row => row[ordinal] is null)
            : new Term($"null ne {name}", row => row[ordinal] is not null);
    }

    Term Predicate(Term text, Term part) => random.Next(3) switch
    {
        0 => Both("contains({0},{1})", text, part, (a, b) => a is null || b is null ? null : ((string)a).Contains((string)b, StringComparison.Ordinal)),
        1 => Both("startswith({0},{1})", text, part, (a, b) => a is null || b is null ? null : ((string)a).StartsWith((string)b, StringComparison.Ordinal)),
        _ => Both("endswith({0},{1})", text, part, (a, b) => a is null || b is null ? null : ((string)a).EndsWith((string)b, StringComparison.Ordinal)),
    };

    static Term Column(string name, int ordinal) => new(name, row => row[ordinal]);

    static Term Literal(string text) => new($"'{text.Replace("'", "''", StringComparison.Ordinal)}'", _ => text);

    static Term Map(string format, Term operand, Func<object, object?> map) =>
        new(string.Format(CultureInfo.InvariantCulture, format, operand.Text), row => operand.Value(row) is { } value ? map(value) : null);

    static Term Both(string format, Term left, Term right, Func<object?, object?, object?> combine) =>
        new(
            format.Contains('{', StringComparison.Ordinal) ? string.Format(CultureInfo.InvariantCulture, format, left.Text, right.Text) : $"({left.Text} {format} {right.Text})",
            row => combine(left.Value(row), right.Value(row)));
}
