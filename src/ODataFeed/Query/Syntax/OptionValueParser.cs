using System.Globalization;

namespace ODataFeed.Query.Syntax;

/// <summary>Values of the options that have a grammar, at the top level and nested alike.</summary>
static class OptionValueParser
{
    const string WholeNumber = "a whole number from 0 to 9223372036854775807";

    /// <summary>Reads the value behind the current token and stops at the first token that is no part of it.</summary>
    public static QuerySyntax Parse(Lexer lexer, QueryOption option, QuerySyntax query, bool nested)
    {
        if (option == QueryOption.Search)
            return query with { Search = SearchParser.Parse(lexer, nested) };
        lexer.Advance();
        return option switch
        {
            QueryOption.Filter => query with { Filter = ExpressionParser.Parse(lexer) },
            QueryOption.Apply => query with { Apply = ApplyParser.Parse(lexer) },
            QueryOption.Compute => query with { Compute = ComputeParser.Parse(lexer) },
            QueryOption.OrderBy => query with { OrderBy = OrderByParser.Parse(lexer) },
            QueryOption.Select => query with { Select = SelectParser.Parse(lexer) },
            QueryOption.Expand => query with { Expand = ExpandParser.Parse(lexer) },
            QueryOption.Top => query with { Top = ParseCount(lexer) },
            QueryOption.Skip => query with { Skip = ParseCount(lexer) },
            QueryOption.Index => query with { Index = ParseInteger(lexer, "a whole number") },
            QueryOption.Count => query with { Count = ParseBoolean(lexer) },
            QueryOption.Levels => query with { Levels = ParseLevels(lexer) },
            _ => throw new ArgumentOutOfRangeException(nameof(option), option, "Has no grammar."),
        };
    }

    /// <summary>A number of rows, as in <c>$top</c>.</summary>
    public static long ParseCount(Lexer lexer)
    {
        var start = lexer.Current;
        var count = ParseInteger(lexer, WholeNumber);
        if (count >= 0)
            return count;
        lexer.Rewind(start);
        throw Bad(lexer, WholeNumber);
    }

    static long ParseInteger(Lexer lexer, string expected)
    {
        if (!lexer.Is(TokenKind.Integer)
            || !long.TryParse(lexer.CurrentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw Bad(lexer, expected);
        lexer.Advance();
        return value;
    }

    static bool ParseBoolean(Lexer lexer)
    {
        if (!lexer.IsWord("true") && !lexer.IsWord("false"))
            throw Bad(lexer, "true or false");
        var value = lexer.IsWord("true");
        lexer.Advance();
        return value;
    }

    static string ParseLevels(Lexer lexer)
    {
        if (!lexer.IsWord("max") && !(lexer.Is(TokenKind.Integer) && lexer.CurrentText[0] is >= '1' and <= '9'))
            throw Bad(lexer, "a whole number from 1, or max");
        var levels = lexer.CurrentText.ToString().ToLowerInvariant();
        lexer.Advance();
        return levels;
    }

    static FeedException Bad(Lexer lexer, string expected) =>
        FeedErrors.BadOptionValue(lexer.Where, lexer.Current.Start, lexer.CurrentText, expected);
}
