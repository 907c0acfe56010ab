using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>
/// Search expressions (OData 4.01 part 2 §5.1.7, ABNF <c>searchExpr</c>): words, phrases, <c>NOT</c> before <c>AND</c> before <c>OR</c>,
/// and <c>AND</c> may be left out. A keyword with nothing behind it that it could join is a word.
/// Read character by character: a word is whatever has no space, parenthesis or double quote in it.
/// </summary>
sealed class SearchParser
{
    const string Expected = "a word or a phrase in double quotes";

    readonly Lexer _lexer;
    readonly string _text;
    readonly bool _nested;
    int _position;

    SearchParser(Lexer lexer, bool nested)
    {
        (_lexer, _text, _nested, _position) = (lexer, lexer.Text, nested, lexer.Current.End);
        SkipWhiteSpace();
    }

    /// <summary>Reads on behind the current token; leaves the lexer at the first token behind the search expression.</summary>
    /// <param name="lexer">The lexer of the option.</param>
    /// <param name="nested">Whether a semicolon ends the expression, as between nested options.</param>
    public static SearchSyntax Parse(Lexer lexer, bool nested)
    {
        var parser = new SearchParser(lexer, nested);
        var search = parser.IsAt('\'') ? parser.ParseIncomplete() : parser.ParseOr();
        lexer.MoveTo(parser._position);
        return search;
    }

    /// <summary>
    /// What was typed so far, as a string literal, for suggestions while typing: <c>$search='"blue p'</c>. Taken as one phrase.
    /// </summary>
    SearchTermSyntax ParseIncomplete()
    {
        var start = _position;
        _lexer.MoveTo(start);
        _position = _lexer.Current.End;
        _lexer.Count();
        return new(LiteralParser.Unquoted(_lexer.CurrentText), true, start);
    }

    SearchSyntax ParseOr()
    {
        List<SearchSyntax> operands = [ParseAnd()];
        while (TryTakeKeyword("OR"))
            operands.Add(ParseAnd());
        return Balance(false, operands, 0, operands.Count);
    }

    SearchSyntax ParseAnd()
    {
        List<SearchSyntax> operands = [ParseNot()];
        while (!IsAtEnd && !IsKeyword("OR"))
        {
            TryTakeKeyword("AND");
            operands.Add(ParseNot());
        }

        return Balance(true, operands, 0, operands.Count);
    }

    /// <summary>As for expressions, a long chain becomes a balanced tree.</summary>
    static SearchSyntax Balance(bool and, List<SearchSyntax> operands, int start, int end)
    {
        if (end - start == 1)
            return operands[start];
        var middle = start + ((end - start + 1) / 2);
        return new SearchBinarySyntax(and, Balance(and, operands, start, middle), Balance(and, operands, middle, end));
    }

    SearchSyntax ParseNot()
    {
        var start = _position;
        if (!TryTakeKeyword("NOT"))
            return ParseOperand();
        _lexer.Enter(start);
        var operand = ParseNot();
        _lexer.Leave();
        return new SearchNotSyntax(operand, start);
    }

    SearchSyntax ParseOperand()
    {
        if (IsAt('('))
            return ParseGroup();
        _lexer.Count();
        if (IsAt('"'))
            return ParsePhrase();
        var start = _position;
        _position = WordEnd(start);
        if (_position == start)
            throw FeedErrors.Unexpected(_lexer.Where, start, _text.AsSpan(start, Math.Min(1, _text.Length - start)), Expected);
        var word = new SearchTermSyntax(_text[start.._position], false, start);
        SkipWhiteSpace();
        return word;
    }

    SearchSyntax ParseGroup()
    {
        _lexer.Enter(_position);
        Skip(1);
        var inner = ParseOr();
        if (!IsAt(')'))
            throw FeedErrors.Unexpected(_lexer.Where, _position, _text.AsSpan(_position, Math.Min(1, _text.Length - _position)), "')'");
        Skip(1);
        _lexer.Leave();
        return inner;
    }

    /// <summary>A backslash makes the double quote or backslash behind it part of the phrase.</summary>
    SearchTermSyntax ParsePhrase()
    {
        var start = _position;
        var end = start + 1;
        while (end < _text.Length && _text[end] != '"')
            end += IsEscape(end) ? 2 : 1;
        if (end >= _text.Length)
            throw FeedErrors.BadLiteral(_lexer.Where, start, _text.AsSpan(start), "the phrase has no closing double quote");
        if (end == start + 1)
            throw FeedErrors.BadLiteral(_lexer.Where, start, "\"\"", "the phrase is empty");
        var phrase = new SearchTermSyntax(Unescaped(start + 1, end), true, start);
        Skip(end + 1 - start);
        return phrase;
    }

    string Unescaped(int start, int end)
    {
        var phrase = new StringBuilder(end - start);
        for (var index = start; index < end; index++)
            phrase.Append(_text[IsEscape(index) ? ++index : index]);
        return phrase.ToString();
    }

    bool IsEscape(int position) => _text[position] == '\\' && position + 1 < _text.Length && _text[position + 1] is '"' or '\\';

    bool TryTakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
            return false;
        Skip(keyword.Length);
        return true;
    }

    bool IsKeyword(string keyword)
    {
        if (WordEnd(_position) != _position + keyword.Length || string.CompareOrdinal(_text, _position, keyword, 0, keyword.Length) != 0)
            return false;
        var next = WhiteSpaceEnd(_position + keyword.Length);
        return next < _text.Length && !IsTerminator(_text[next]);
    }

    bool IsAt(char character) => _position < _text.Length && _text[_position] == character;

    bool IsAtEnd => _position == _text.Length || IsTerminator(_text[_position]);

    bool IsTerminator(char character) => character == ')' || (_nested && character == ';');

    int WordEnd(int position)
    {
        while (position < _text.Length && IsWordPart(_text[position]))
            position++;
        return position;
    }

    bool IsWordPart(char character) => !char.IsWhiteSpace(character) && character is not ('(' or '"') && !IsTerminator(character);

    void Skip(int characters)
    {
        _position += characters;
        SkipWhiteSpace();
    }

    void SkipWhiteSpace() => _position = WhiteSpaceEnd(_position);

    int WhiteSpaceEnd(int position)
    {
        while (position < _text.Length && char.IsWhiteSpace(_text[position]))
            position++;
        return position;
    }
}
