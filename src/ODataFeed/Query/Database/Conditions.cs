using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using Linq = System.Linq.Expressions.Expression;

namespace ODataFeed.Query.Database;

/// <summary>
/// Writes pushable conditions as EF queries have them. Negations are moved down to the comparisons first, and there every null is spelt
/// out, so that what SQL leaves unknown is never under a NOT and counts as false, on every provider.
/// </summary>
sealed class Conditions(StoredRow row, Dialect dialect, Pushable pushable)
{
    /// <summary>True just where the condition has the value wanted; null has neither.</summary>
    public Linq Of(Expression condition, bool wanted = true) => condition switch
    {
        Constant constant => Linq.Constant(constant.Value is bool value && value == wanted),
        ColumnReference column => Linq.Equal(row.Cell(column.Ordinal), Value(wanted, row.TypeOf(column.Ordinal))),
        Not not => Of(not.Operand, !wanted),
        Logic logic => logic.Terms.Select(term => Of(term, wanted)).Aggregate(logic.And == wanted ? Linq.AndAlso : Linq.OrElse),
        Membership membership => Within(membership, wanted),
        Comparison comparison => Of(comparison, wanted),
        _ => throw new InvalidOperationException($"{condition} is not pushable."),
    };

    Linq Within(Membership membership, bool wanted)
    {
        var column = pushable.ColumnOf(membership.Operand)!;
        var type = row.TypeOf(column.Ordinal);
        var stored = membership.Values.Where(value => value.Value is not null)
            .Select(value => StoredRow.Stored(value.Value, row.Column(column.Ordinal).Type))
            .ToList();
        var values = Array.CreateInstance(type, stored.Count);
        for (var i = 0; i < stored.Count; i++)
            values.SetValue(stored[i], i);
        var cell = row.Cell(column.Ordinal);
        var isAmong = Linq.Call(typeof(Enumerable), nameof(Enumerable.Contains), [type], StoredRow.Parameter(values, values.GetType()), cell);
        var takesNull = stored.Count < membership.Values.Count;
        if (wanted)
            return takesNull ? Linq.OrElse(IsNull(column), isAmong) : Linq.AndAlso(Linq.Not(IsNull(column)), isAmong);
        return takesNull ? Linq.AndAlso(Linq.Not(IsNull(column)), Linq.Not(isAmong)) : Linq.OrElse(IsNull(column), Linq.Not(isAmong));
    }

    Linq Of(Comparison comparison, bool wanted)
    {
        var (left, right) = (pushable.ColumnOf(comparison.Left), pushable.ColumnOf(comparison.Right));
        return (left, right) switch
        {
            (not null, not null) => OfColumns(left, comparison.Operator, right, wanted),
            (not null, null) => WithConstant(left, comparison.Operator, (Constant)comparison.Right, wanted),
            _ => WithConstant(right!, Coercion.Mirror(comparison.Operator), (Constant)comparison.Left, wanted),
        };
    }

    /// <summary>Two-valued: null equals null alone, and is neither less nor greater.</summary>
    Linq WithConstant(ColumnReference column, BinaryOperator @operator, Constant constant, bool wanted)
    {
        if (!wanted && @operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
            (@operator, wanted) = (wanted ? @operator : Opposite(@operator), true);
        if (constant.Value is null)
        {
            return @operator switch
            {
                BinaryOperator.Equal => IsNull(column),
                BinaryOperator.NotEqual => Linq.Not(IsNull(column)),
                _ => Linq.Constant(!wanted),
            };
        }

        var (cell, type) = (row.Cell(column.Ordinal), row.TypeOf(column.Ordinal));
        var value = constant.Value;
        if (column.Type == EdmType.Int32 && value is long number and (< int.MinValue or > int.MaxValue))
            (cell, type, value) = (Linq.Convert(cell, typeof(long?)), typeof(long?), number);
        else
            value = StoredRow.Stored(value, row.Column(column.Ordinal).Type);
        var holds = Holds(wanted ? @operator : Opposite(@operator), cell, Value(value, type));
        return @operator == BinaryOperator.NotEqual || !wanted ? OrNull(column, holds) : holds;
    }

    Linq OfColumns(ColumnReference left, BinaryOperator @operator, ColumnReference right, bool wanted)
    {
        var (a, b) = (Widened(left, right), Widened(right, left));
        var bothValues = Linq.AndAlso(Linq.Not(IsNull(left)), Linq.Not(IsNull(right)));
        var effective = wanted ? @operator : Opposite(@operator);
        var holds = Linq.AndAlso(bothValues, Holds(effective, a, b));
        return effective switch
        {
            BinaryOperator.Equal => Linq.OrElse(Linq.AndAlso(IsNull(left), IsNull(right)), holds),
            BinaryOperator.NotEqual => Linq.OrElse(Linq.NotEqual(IsNull(left), IsNull(right)), holds),
            _ => wanted ? holds : Linq.OrElse(Linq.Not(bothValues), holds),
        };
    }

    Linq Widened(ColumnReference column, ColumnReference other)
    {
        var cell = row.Cell(column.Ordinal);
        if (cell.Type == typeof(string))
            return cell;
        var underlying = column.Type == other.Type ? Nullable.GetUnderlyingType(cell.Type) ?? cell.Type : typeof(long);
        return Linq.Convert(cell, typeof(Nullable<>).MakeGenericType(underlying));
    }

    Linq Holds(BinaryOperator @operator, Linq left, Linq right)
    {
        if (left.Type == typeof(string) && @operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
        {
            var order = Holds(@operator, dialect.CompareText(left, right), Linq.Constant(0));
            return dialect.IsRelational ? order : Linq.AndAlso(Linq.NotEqual(left, Linq.Constant(null, typeof(string))), order);
        }

        return @operator switch
        {
            BinaryOperator.Equal => Linq.Equal(left, right),
            BinaryOperator.NotEqual => Linq.NotEqual(left, right),
            BinaryOperator.LessThan => Linq.LessThan(left, right),
            BinaryOperator.LessThanOrEqual => Linq.LessThanOrEqual(left, right),
            BinaryOperator.GreaterThan => Linq.GreaterThan(left, right),
            BinaryOperator.GreaterThanOrEqual => Linq.GreaterThanOrEqual(left, right),
            _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
        };
    }

    static BinaryOperator Opposite(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.LessThan => BinaryOperator.GreaterThanOrEqual,
        BinaryOperator.LessThanOrEqual => BinaryOperator.GreaterThan,
        BinaryOperator.GreaterThan => BinaryOperator.LessThanOrEqual,
        BinaryOperator.GreaterThanOrEqual => BinaryOperator.LessThan,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    Linq OrNull(ColumnReference column, Linq condition) =>
        row.IsNullable(column.Ordinal) ? Linq.OrElse(IsNull(column), condition) : condition;

    Linq IsNull(ColumnReference column) => row.IsNullable(column.Ordinal)
        ? Linq.Equal(row.Cell(column.Ordinal), Linq.Constant(null, row.TypeOf(column.Ordinal)))
        : Linq.Constant(false);

    static Linq Value(object? value, Type type) => StoredRow.Parameter(value, type);
}
