using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>
/// Parses <c>$search</c> (OData ABNF <c>searchExpr</c>): words and phrases in double quotes, <c>NOT</c> before <c>AND</c> (also implied between
/// neighbours) before <c>OR</c>; the operators in upper case only. A word is anything without blanks, parentheses, quotes and semicolons.
/// </summary>
sealed class SearchParser
{
    readonly Lexer _lexer;
    int _position;

    SearchParser(Lexer lexer, int position)
    {
        _lexer = lexer;
        _position = position;
    }

    /// <summary>Parses a whole text.</summary>
    public static SearchSyntax ParseAll(string text, SyntaxBudget budget)
    {
        var lexer = new Lexer(text, "$search", budget);
        var parser = new SearchParser(lexer, 0);
        var search = parser.Or();
        parser.SkipBlanks();
        return parser._position == text.Length ? search : throw parser.Unexpected("a word, a phrase or the end");
    }

    /// <summary>Parses within a larger text, from a position on; the lexer then continues behind.</summary>
    public static SearchSyntax Parse(Lexer lexer, int position)
    {
        var parser = new SearchParser(lexer, position);
        var search = parser.Or();
        lexer.MoveTo(parser._position);
        return search;
    }

    SearchSyntax Or()
    {
        var left = And();
        while (TryTakeWord("OR"))
            left = new SearchBinarySyntax(false, left, And());
        return left;
    }

    SearchSyntax And()
    {
        var left = Not();
        while (true)
        {
            if (!TryTakeWord("AND") && (AtEnd() || PeekWord() == "OR"))
                return left;
            left = new SearchBinarySyntax(true, left, Not());
        }
    }

    SearchSyntax Not()
    {
        SkipBlanks();
        var position = _position;
        if (!TryTakeWord("NOT"))
            return Term();
        _lexer.Enter();
        var operand = Not();
        _lexer.Leave();
        return new SearchNotSyntax(operand, position);
    }

    SearchSyntax Term()
    {
        SkipBlanks();
        _lexer.Count();
        var position = _position;
        switch (Peek())
        {
            case '(':
                _position++;
                _lexer.Enter();
                var inner = Or();
                _lexer.Leave();
                SkipBlanks();
                if (Peek() != ')')
                    throw Unexpected("')'");
                _position++;
                return inner;
            case '"':
                return new SearchTermSyntax(Phrase(), true, position);
        }

        var word = PeekWord();
        if (word.Length == 0 || word is "AND" or "OR")
            throw Unexpected("a word or a phrase in double quotes");
        _position += word.Length;
        return new SearchTermSyntax(word, false, position);
    }

    /// <summary>Within a phrase a backslash takes the next character as it is.</summary>
    string Phrase()
    {
        var start = _position++;
        var phrase = new StringBuilder();
        while (_position < _lexer.Text.Length && _lexer.Text[_position] != '"')
        {
            if (_lexer.Text[_position] == '\\' && _position + 1 < _lexer.Text.Length)
                _position++;
            phrase.Append(_lexer.Text[_position++]);
        }

        if (_position == _lexer.Text.Length)
            throw FeedErrors.BadLiteral(_lexer.Where, start, _lexer.Text.AsSpan(start), "the phrase has no closing double quote");
        _position++;
        return phrase.ToString();
    }

    bool AtEnd()
    {
        SkipBlanks();
        return _position == _lexer.Text.Length || _lexer.Text[_position] is ')' or ';';
    }

    bool TryTakeWord(string word)
    {
        SkipBlanks();
        if (PeekWord() != word)
            return false;
        _position += word.Length;
        return true;
    }

    string PeekWord()
    {
        var end = _position;
        while (end < _lexer.Text.Length && !char.IsWhiteSpace(_lexer.Text[end]) && _lexer.Text[end] is not ('(' or ')' or '"' or ';'))
            end++;
        return _lexer.Text[_position..end];
    }

    char Peek() => _position < _lexer.Text.Length ? _lexer.Text[_position] : '\0';

    void SkipBlanks()
    {
        while (_position < _lexer.Text.Length && char.IsWhiteSpace(_lexer.Text[_position]))
            _position++;
    }

    FeedException Unexpected(string expected) =>
        FeedErrors.Unexpected(_lexer.Where, _position, _lexer.Text.AsSpan(_position, Math.Min(1, _lexer.Text.Length - _position)), expected);
}
