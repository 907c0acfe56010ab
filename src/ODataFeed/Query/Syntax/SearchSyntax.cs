namespace ODataFeed.Query.Syntax;

/// <summary>A parsed <c>$search</c> expression (OData ABNF <c>searchExpr</c>).</summary>
abstract record SearchSyntax(int Position);

/// <summary>A word or a quoted phrase.</summary>
sealed record SearchTermSyntax(string Text, bool Phrase, int Position) : SearchSyntax(Position)
{
    public override string ToString() => Phrase ? $"\"{Text}\"" : Text;
}

sealed record SearchNotSyntax(SearchSyntax Operand, int Position) : SearchSyntax(Position)
{
    public override string ToString() => $"(NOT {Operand})";
}

/// <summary><c>AND</c> (also two words side by side) or <c>OR</c>.</summary>
sealed record SearchBinarySyntax(bool And, SearchSyntax Left, SearchSyntax Right) : SearchSyntax(Left.Position)
{
    public override string ToString() => $"({Left} {(And ? "AND" : "OR")} {Right})";
}
