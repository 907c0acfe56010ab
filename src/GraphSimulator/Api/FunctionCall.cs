using System.Text;

namespace GraphSimulator.Api;

/// <summary>
/// A function call in a URL path, such as <c>getEmailActivityCounts(period='D7')</c>: name, then named literals. Parentheses may be left
/// out, blanks do not count, a quote inside a string is doubled (OData ABNF, <c>functionExprParameters</c>).
/// </summary>
sealed class FunctionCall
{
    readonly string _text;
    int _position;

    FunctionCall(string text)
    {
        _text = text;
        Name = ReadName();
        if (Name.Length == 0)
            throw Unreadable("a function name");
        SkipBlanks();
        if (_position < _text.Length)
            ReadParameters();
    }

    public string Name { get; }

    /// <summary>The literals by name, quotes removed; names compare without case.</summary>
    public Dictionary<string, string> Parameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a path segment that is percent-decoded already.</summary>
    /// <exception cref="GraphFailure">The text is not a call.</exception>
    public static FunctionCall Parse(string text) => new(text.Trim());

    void ReadParameters()
    {
        Expect('(');
        SkipBlanks();
        while (Peek() is not ')')
        {
            var name = ReadName();
            if (name.Length == 0)
                throw Unreadable("a parameter name or ')'");
            Expect('=');
            if (!Parameters.TryAdd(name, ReadLiteral()))
                throw new GraphFailure(GraphError.BadRequest($"The parameter '{name}' of '{Name}' is given twice."));
            SkipBlanks();
            if (Peek() is not ')')
                Expect(',');
            SkipBlanks();
        }

        Expect(')');
        SkipBlanks();
        if (_position < _text.Length)
            throw Unreadable("the end of the call");
    }

    string ReadName()
    {
        SkipBlanks();
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_'))
            _position++;
        return _text[start.._position];
    }

    string ReadLiteral()
    {
        SkipBlanks();
        if (Peek() is '\'')
            return ReadQuoted();
        var start = _position;
        while (_position < _text.Length && _text[_position] is not (',' or ')'))
            _position++;
        return _text[start.._position].Trim();
    }

    string ReadQuoted()
    {
        var value = new StringBuilder();
        for (_position++; _position < _text.Length; _position++)
        {
            if (_text[_position] is not '\'')
                value.Append(_text[_position]);
            else if (_position + 1 < _text.Length && _text[_position + 1] is '\'')
                value.Append(_text[++_position]);
            else
            {
                _position++;
                return value.ToString();
            }
        }

        throw Unreadable("a closing quote");
    }

    char? Peek() => _position < _text.Length ? _text[_position] : null;

    void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
    }

    void Expect(char expected)
    {
        SkipBlanks();
        if (Peek() != expected)
            throw Unreadable($"'{expected}'");
        _position++;
    }

    GraphFailure Unreadable(string expected) => new(GraphError.BadRequest(
        $"The function call '{_text}' cannot be read: expected {expected} at position {_position}, "
        + (Peek() is { } found ? $"found '{found}'." : "found the end.")));
}
