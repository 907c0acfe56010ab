using ODataFeed.Tests.Snapshot;

namespace ODataFeed.Tests.Query.Oracle;

/// <summary>What operators mean, spelt out once more from the text of OData 4.01 part 2 §5.1.1; shares nothing with the engine.</summary>
static class Meaning
{
    /// <summary>Null equals null, differs from everything else, and is neither less nor greater; NaN equals nothing.</summary>
    public static object Compare(string @operator, object? a, object? b)
    {
        if (a is null || b is null)
            return @operator switch { "eq" => a is null && b is null, "ne" => a is null != b is null, _ => false };
        (a, b) = Promoted(a, b);
        if (a is double.NaN || b is double.NaN)
            return @operator == "ne";
        var order = CellOrder.Instance.Compare(a, b);
        return @operator switch { "eq" => order == 0, "ne" => order != 0, "lt" => order < 0, "le" => order <= 0, "gt" => order > 0, _ => order >= 0 };
    }

    public static object? And(object? a, Func<object?> b) => a is false ? false : b() is var other && other is false ? false : a is null || other is null ? null : true;

    public static object? Or(object? a, Func<object?> b) => a is true ? true : b() is var other && other is true ? true : a is null || other is null ? null : false;

    /// <summary>Integers stay integers, but for <c>divby</c>; with a double on either side all is double.</summary>
    public static object? Calculate(string @operator, object? a, object? b)
    {
        if (a is null || b is null)
            return null;
        (a, b) = @operator == "divby" && a is long x && b is long y ? ((decimal)x, (decimal)y) : Promoted(a, b);
        return (a, b) switch
        {
            (long left, long right) => Integers(@operator, left, right),
            (decimal left, decimal right) => Decimals(@operator, left, right),
            (double left, double right) => Reals(@operator, left, right),
            _ => throw new InvalidOperationException($"{a} {@operator} {b}"),
        };
    }

    public static (object A, object B) Promoted(object a, object b) => (a, b) switch
    {
        (double, long or decimal) => (a, Convert.ToDouble(b, null)),
        (long or decimal, double) => (Convert.ToDouble(a, null), b),
        (decimal, long number) => (a, (decimal)number),
        (long number, decimal) => ((decimal)number, b),
        _ => (a, b),
    };

    static long Integers(string @operator, long a, long b) => @operator switch
    {
        "add" => checked(a + b),
        "sub" => checked(a - b),
        "mul" => checked(a * b),
        "div" => (long)decimal.Truncate((decimal)a / b),
        _ => (long)((decimal)a % b),
    };

    static decimal Decimals(string @operator, decimal a, decimal b) => @operator switch
    {
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" or "divby" => a / b,
        _ => decimal.Remainder(a, b),
    };

    static double Reals(string @operator, double a, double b) => @operator switch
    {
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" or "divby" => a / b,
        _ => b == 0 ? throw new DivideByZeroException() : a % b,
    };

    public static object Round(object number) => number is double real
        ? double.IsNaN(real) ? real : Math.Sign(real) * Math.Floor(Math.Abs(real) + 0.5)
        : Math.Sign(Exact(number)) * decimal.Floor(Math.Abs(Exact(number)) + 0.5m);

    public static object Floor(object number) => number is double real ? Math.Floor(real) : decimal.Floor(Exact(number));

    public static object Ceiling(object number) => number is double real ? -Math.Floor(-real) : -decimal.Floor(-Exact(number));

    public static decimal Exact(object number) => number is long integer ? integer : (decimal)number;

    /// <summary>A date is its midnight; what is left of the time is dropped.</summary>
    public static object Move(DateOnly day, TimeSpan span) => DateOnly.FromDateTime(day.ToDateTime(TimeOnly.MinValue) + span);

    /// <summary>Code points from a start, which counts from the end where it is negative.</summary>
    public static string Part(string text, int start, int length)
    {
        var runes = text.EnumerateRunes().ToList();
        var from = start < 0 ? Math.Max(0, runes.Count + start) : start;
        return string.Concat(runes.Skip(from).Take(length));
    }

    public static long Find(string text, string part)
    {
        var index = text.IndexOf(part, StringComparison.Ordinal);
        return index < 0 ? -1 : text[..index].EnumerateRunes().Count();
    }
}
