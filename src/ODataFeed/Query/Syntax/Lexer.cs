using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>
/// Reads one decoded option value or path segment, one token at a time and only when asked: parts of a value with a grammar of their
/// own (<c>$search</c>) are read past it. All it remembers is the current token, so going back is assigning an earlier one.
/// </summary>
/// <param name="text">The decoded text.</param>
/// <param name="where">What it is, for messages: <c>$filter</c>.</param>
/// <param name="budget">Shared by all options of the request.</param>
sealed class Lexer(string text, string where, SyntaxBudget budget)
{
    const string Malformed = "it starts like a number or date and goes on like none (42, 4.2, 4e2, 2024-01-31, 23:59)";

    const string Unclosed = "the string has no closing quote (within it a quote is written '', & as %26, / in a path as %2F)";

    public string Text { get; } = text;

    public string Where { get; } = where;

    public Token Current { get; private set; }

    public ReadOnlySpan<char> CurrentText => Text.AsSpan(Current.Start, Current.End - Current.Start);

    /// <summary>Whether <c>10:15</c> is read as a time of day; within <c>case</c> it may be an integer before a colon.</summary>
    public bool ShortTimes { get; set; } = true;

    /// <summary>How many brackets and braces of JSON literals are open: only within them are strings in double quotes legal.</summary>
    public int JsonDepth { get; set; }

    public void CheckList(int items, int position) => budget.CheckList(items, position);

    public void Advance() => Current = Read(SkipWhiteSpace(Current.End));

    /// <summary>Continues at an earlier token.</summary>
    public void Rewind(Token token) => Current = token;

    /// <summary>Continues behind text that was read without tokens.</summary>
    public void MoveTo(int position) => Current = Read(SkipWhiteSpace(position));

    public bool Is(TokenKind kind) => Current.Kind == kind;

    /// <summary>Whether the current token is this keyword; keywords are case-insensitive (OData 4.01 part 2 §5.1.1).</summary>
    public bool IsWord(string keyword) => Current.Kind == TokenKind.Word && CurrentText.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool TryTake(TokenKind kind)
    {
        if (Current.Kind != kind)
            return false;
        Advance();
        return true;
    }

    public bool TryTakeWord(string keyword)
    {
        if (!IsWord(keyword))
            return false;
        Advance();
        return true;
    }

    public void Take(TokenKind kind, string expected)
    {
        if (!TryTake(kind))
            throw Unexpected(expected);
    }

    /// <summary>Takes an identifier of any spelling, a keyword too.</summary>
    public string TakeName(string expected)
    {
        if (Current.Kind != TokenKind.Word)
            throw Unexpected(expected);
        var name = CurrentText.ToString();
        Advance();
        return name;
    }

    public FeedException Unexpected(string expected) => FeedErrors.Unexpected(Where, Current.Start, CurrentText, expected);

    /// <summary>Counts a finished node against the limits.</summary>
    public T Node<T>(T node)
        where T : ExpressionSyntax
    {
        budget.Count(Where);
        budget.CheckHeight(Where, node);
        return node;
    }

    /// <summary>Counts something that is no expression: an item, an option, a search term.</summary>
    public void Count() => budget.Count(Where);

    /// <summary>One level of nesting begins; <see cref="Leave"/> ends it, unless parsing fails.</summary>
    public void Enter() => Enter(Current.Start);

    public void Enter(int position) => budget.Enter(Where, position);

    public void Leave() => budget.Leave();

    Token Read(int start)
    {
        if (start >= Text.Length)
            return new(TokenKind.End, start, start);
        if (LiteralScanner.IsNumberAt(Text, start))
            return ReadNumber(start);
        var end = Identifier.End(Text, start);
        return end > start ? ReadName(start, end) : ReadSymbol(start);
    }

    Token ReadNumber(int start)
    {
        if (LiteralScanner.IsGuidAt(Text, start))
            return LiteralScanner.Guid(start);
        var token = LiteralScanner.Number(Text, start, ShortTimes);
        if (token.End == Text.Length || !(Text[token.End] is '-' or '+' or '.' || Identifier.IsPartAt(Text, token.End)))
            return token;
        throw FeedErrors.BadLiteral(Where, start, Text.AsSpan(start, LiteralScanner.RunEnd(Text, start) - start), Malformed);
    }

    Token ReadName(int start, int end)
    {
        if (char.IsAsciiHexDigit(Text[start]) && LiteralScanner.IsGuidAt(Text, start))
            return LiteralScanner.Guid(start);
        if (end == Text.Length || Text[end] != '.')
            return new(TokenKind.Word, start, end);
        var qualified = Identifier.QualifiedEnd(Text, start);
        if (qualified + 1 < Text.Length && Text[qualified] == '.' && Text[qualified + 1] == '*')
            return new(TokenKind.SchemaStar, start, qualified + 2);
        return new(qualified > end ? TokenKind.Qualified : TokenKind.Word, start, qualified);
    }

    Token ReadSymbol(int start)
    {
        switch (Text[start])
        {
            case '\'':
                return ReadString(start);
            case '"':
                return ReadJsonString(start);
            case '$' when Identifier.End(Text, start + 1) is var end && end > start + 1:
                return new(TokenKind.System, start, end);
            case '@' when Identifier.QualifiedEnd(Text, start + 1) is var end && end > start + 1:
                return ReadAlias(start, end);
        }

        var kind = Symbol(Text[start]);
        if (kind == TokenKind.Start)
            ThrowUnknown(start);
        return new(kind, start, start + 1);
    }

    [DoesNotReturn]
    void ThrowUnknown(int start)
    {
        var length = Rune.TryGetRuneAt(Text, start, out var rune) ? rune.Utf16SequenceLength : 1;
        throw FeedErrors.Unexpected(Where, start, Text.AsSpan(start, length), "a name, a literal or an operator (eq, gt, and, …)");
    }

    static TokenKind Symbol(char symbol) => symbol switch
    {
        '(' => TokenKind.Open,
        ')' => TokenKind.Close,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        ',' => TokenKind.Comma,
        ':' => TokenKind.Colon,
        ';' => TokenKind.Semicolon,
        '/' => TokenKind.Slash,
        '=' => TokenKind.Equals,
        '*' => TokenKind.Star,
        '-' => TokenKind.Minus,
        _ => TokenKind.Start,
    };

    /// <summary>A quote within a string is doubled (OData ABNF <c>SQUOTE-in-string</c>).</summary>
    Token ReadString(int start)
    {
        var end = start + 1;
        while (true)
        {
            var length = Text.AsSpan(end).IndexOf('\'');
            if (length < 0)
                throw FeedErrors.BadLiteral(Where, start, Text.AsSpan(start), Unclosed);
            end += length + 1;
            if (end == Text.Length || Text[end] != '\'')
                return new(TokenKind.String, start, end);
            end++;
        }
    }

    Token ReadJsonString(int start)
    {
        for (var end = start + 1; end < Text.Length; end++)
        {
            if (Text[end] == '\\')
                end++;
            else if (Text[end] == '"')
                return new(TokenKind.JsonString, start, end + 1);
        }

        throw FeedErrors.BadLiteral(Where, start, Text.AsSpan(start), "the string has no closing double quote");
    }

    /// <summary>An annotation may end in a qualifier: <c>@Measures.Currency#Reporting</c>.</summary>
    Token ReadAlias(int start, int end)
    {
        if (end < Text.Length && Text[end] == '#' && Identifier.End(Text, end + 1) is var qualifier && qualifier > end + 1)
            end = qualifier;
        return new(TokenKind.Alias, start, end);
    }

    int SkipWhiteSpace(int position)
    {
        while (position < Text.Length && Text[position] is ' ' or '\t' or '\r' or '\n')
            position++;
        return position;
    }
}
