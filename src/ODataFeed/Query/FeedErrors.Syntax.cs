namespace ODataFeed.Query;

/// <summary>The refusals of the URL language: each says what was found, where, and what was expected instead.</summary>
static partial class FeedErrors
{
    public const string InvalidSyntax = "InvalidSyntax";
    public const string UnknownQueryOption = "UnknownQueryOption";
    public const string DuplicateQueryOption = "DuplicateQueryOption";
    public const string InvalidQueryOption = "InvalidQueryOption";
    public const string TooComplex = "TooComplex";
    public const string NotImplemented = "NotImplemented";

    /// <summary>Text in a message is cut here: enough to recognise it, short enough for a log line.</summary>
    const int ExcerptLength = 40;

    /// <param name="where">The option or path segment, as the message names it.</param>
    /// <param name="position">In characters from the start of the decoded text; the message counts from 1.</param>
    /// <param name="found">What stands there; empty at the end.</param>
    /// <param name="expected">What may stand there.</param>
    public static FeedException Unexpected(string where, int position, ReadOnlySpan<char> found, string expected) =>
        new(400, InvalidSyntax, $"Found {Found(where, position, found)}, expected {expected}.", where);

    /// <summary>A literal of the right shape whose value is out of range, or that is written wrongly.</summary>
    public static FeedException BadLiteral(string where, int position, ReadOnlySpan<char> found, string reason) =>
        new(400, InvalidSyntax, $"Found {Found(where, position, found)}: {reason}.", where);

    public static FeedException BadOptionValue(string where, int position, ReadOnlySpan<char> found, string expected) =>
        new(400, InvalidQueryOption, $"Found {Found(where, position, found)}, expected {expected}.", where);

    public static FeedException MissingValue(string option) =>
        new(400, InvalidQueryOption, $"{Excerpt(option)} has no value; leave it out or write a value behind '='.", Excerpt(option));

    public static FeedException BadEncoding(string where, int position, ReadOnlySpan<char> found) =>
        new(
            400,
            InvalidSyntax,
            $"Found {Found(where, position, found)} as sent, expected UTF-8 text, percent-encoded; a percent sign itself is %25.",
            where);

    public static FeedException UnknownOption(string name, string legal) =>
        new(400, UnknownQueryOption, $"{Excerpt(name)} is no query option here; {legal}", Excerpt(name));

    public static FeedException DuplicateOption(string option) =>
        new(400, DuplicateQueryOption, $"{option} is given more than once, with or without $ and in any case; give it once.", option);

    public static FeedException DuplicateAlias(string alias) =>
        new(400, DuplicateQueryOption, $"The alias {Excerpt(alias)} is given more than once; give it one value.", Excerpt(alias));

    public static FeedException TooDeep(string where, int position, int depth) =>
        new(400, TooComplex, $"{where} is nested more than {depth} levels deep at character {position + 1}; write it flatter.", where);

    public static FeedException TooLong(string where, int nodes) =>
        new(400, TooComplex, $"{where} brings the query to more than {nodes} names, values and operators; ask for less at a time.", where);

    public static FeedException TooManyLevels(int most, int position) =>
        new(400, TooComplex, $"The rollups at character {position + 1} multiply to more than {most} groupings; roll up fewer properties.", "$apply");

    public static FeedException TooManyColumns(int most) =>
        new(400, TooComplex, $"The branches of groupby and concat have more than {most} columns together; write fewer branches.", "$apply");

    public static FeedException Unsupported(string where, int position, string what, string instead) =>
        new(501, NotImplemented, $"{what} at character {position + 1} of {where} is not supported; {instead}.", where);

    static string Found(string where, int position, ReadOnlySpan<char> found) =>
        found.IsEmpty ? $"the end of {where}" : $"{Quoted(found)} at character {position + 1} of {where}";

    static string Quoted(ReadOnlySpan<char> text) => text[0] is '\'' or '"' ? Excerpt(text) : $"'{Excerpt(text)}'";

    public static string Excerpt(ReadOnlySpan<char> text) =>
        text.Length <= ExcerptLength ? text.ToString() : $"{text[..ExcerptLength]}…";
}
