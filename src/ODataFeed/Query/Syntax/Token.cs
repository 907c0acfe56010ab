namespace ODataFeed.Query.Syntax;

enum TokenKind
{
    /// <summary>Before the first token.</summary>
    Start,
    End,

    /// <summary>An identifier; whether it is a keyword depends on where it stands.</summary>
    Word,

    /// <summary>Identifiers joined by dots: <c>Edm.String</c>.</summary>
    Qualified,

    /// <summary>A namespace and a star: <c>Model.*</c>.</summary>
    SchemaStar,

    /// <summary>A dollar sign and an identifier: <c>$it</c>.</summary>
    System,

    /// <summary>An at sign and an identifier or qualified name: <c>@p</c>, <c>@Core.Messages</c>.</summary>
    Alias,

    /// <summary>In single quotes.</summary>
    String,

    /// <summary>In double quotes.</summary>
    JsonString,
    Integer,
    Decimal,
    Double,
    Date,
    DateTimeOffset,
    TimeOfDay,
    Guid,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Comma,
    Colon,
    Semicolon,
    Slash,
    Equals,
    Star,
    Minus,
}

/// <summary>A piece of the text, from <paramref name="Start"/> up to but not including <paramref name="End"/>.</summary>
readonly record struct Token(TokenKind Kind, int Start, int End);
