namespace ODataFeed.Query;

/// <summary>Errors found while evaluating: the values, not the words, are at fault.</summary>
static partial class FeedErrors
{
    public static FeedException ArithmeticOverflow() =>
        new(400, "ArithmeticOverflow", "A sum, product or difference left the range of its type for at least one row. Cast an operand to Edm.Decimal or Edm.Double, or filter the row out.");

    public static FeedException DivisionByZero() =>
        new(400, "DivisionByZero", "A row divides by zero. Exclude it in $filter first, or guard the division: case(Divisor ne 0:Dividend div Divisor).");

    public static FeedException NegativeLength(long found) =>
        new(400, "WrongArguments", $"substring was given the length {found} for at least one row; legal: 0 or more.", "substring");

    public static FeedException TextTooLong(int most) =>
        new(400, "TextTooLong", $"concat makes a text of more than {most} characters for at least one row; legal: up to {most}.", "concat");

    public static FeedException QueryTooExpensive() =>
        new(400, "QueryTooExpensive", "The query touches more rows than one request may: filter first, group by fewer properties, or split it into several requests.");

    public static FeedException InvalidPattern(string pattern, string reason) =>
        new(400, "InvalidPattern", $"The pattern '{pattern}' of matchespattern cannot be used: {reason}", "matchespattern");
}
