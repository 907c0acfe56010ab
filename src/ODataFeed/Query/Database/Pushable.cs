using System.Text;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Database;

/// <summary>
/// Which parts of a query a database is sure to answer exactly as our operators do, whatever the provider: comparisons of stored columns
/// with constants and with each other, <c>in</c>, and what <c>and</c>, <c>or</c> and <c>not</c> make of them. Decimals are left out (text
/// on Sqlite), and so are functions (cases, patterns and character counts differ).
/// </summary>
/// <param name="width">The number of stored columns; columns beyond were computed or looked up.</param>
sealed class Pushable(int width)
{
    public bool Is(Expression condition) => condition switch
    {
        Constant => true,
        ColumnReference { Type: EdmType.Boolean } column => IsStored(column),
        Not not => Is(not.Operand),
        Logic logic => logic.Terms.All(Is),
        Membership { Operand: var operand, Values: var values } => ColumnOf(operand) is { } column && column.Type == operand.Type && values.All(IsSendable),
        Comparison comparison => IsComparison(comparison),
        _ => false,
    };

    /// <summary>Whether the database sorts by the column as we do.</summary>
    public bool Sorts(Ordering ordering) => ordering.Expression is ColumnReference column && IsStored(column);

    /// <summary>Whether the column is stored, of a type whose order is the same everywhere.</summary>
    public bool IsStored(ColumnReference column) => column.Ordinal < width && column.Type is
        EdmType.Boolean or EdmType.Int32 or EdmType.Int64 or EdmType.String or EdmType.Date or EdmType.DateTimeOffset or EdmType.Duration;

    /// <summary>The stored column an operand is, widened to 64 bits or not; otherwise null.</summary>
    public ColumnReference? ColumnOf(Expression operand) => operand switch
    {
        ColumnReference column when IsStored(column) => column,
        Conversion { Type: EdmType.Int64, Operand: ColumnReference { Type: EdmType.Int32 } column } when IsStored(column) => column,
        _ => null,
    };

    /// <summary>
    /// The conditions of a filter that may run in the database, before those that stay. Where one of these can fail on a row, only such
    /// are moved before it as the engine itself looks at first.
    /// </summary>
    public (IReadOnlyList<Expression> Pushed, IReadOnlyList<Expression> Left) Split(Expression condition)
    {
        var terms = condition is Logic { And: true } and ? and.Terms : [condition];
        var canFail = Domain.CanFail(condition);
        var isPushed = terms.ToLookup(term => Is(term) && (!canFail || term is Comparison or Membership or ColumnReference));
        return ([.. isPushed[true]], [.. isPushed[false]]);
    }

    bool IsComparison(Comparison comparison)
    {
        var isOrdered = comparison.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual);
        if (isOrdered && comparison.Left.Type == EdmType.Boolean)
            return false;
        return (ColumnOf(comparison.Left), ColumnOf(comparison.Right), comparison.Left, comparison.Right) switch
        {
            (not null, not null, _, _) => true,
            (not null, _, _, Constant constant) => IsSendable(constant),
            (_, not null, Constant constant, _) => IsSendable(constant),
            _ => false,
        };
    }

    /// <summary>PostgreSQL takes no text with NUL, and none that is not Unicode; no stored text has either.</summary>
    static bool IsSendable(Constant constant) =>
        constant.Value is not string text || (!text.Contains('\0', StringComparison.Ordinal) && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar || text.Contains('\uFFFD', StringComparison.Ordinal)));
}
