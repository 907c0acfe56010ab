using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>
/// Looks up names, finds types, makes conversions explicit and folds constants: syntax in, typed expression out. What does not fit
/// is refused here, before any row is touched.
/// </summary>
/// <param name="shape">The columns that names mean; looking up a path through a navigation property appends a hidden one.</param>
/// <param name="context">What is the same for all of the request.</param>
/// <param name="lookups">Gets the transformations that fetch such hidden columns.</param>
/// <param name="computed">Names that stand for expressions: those of <c>$compute</c>.</param>
/// <param name="within">Names mean the properties of a related entity, and <c>$it</c> the row; null where names mean the row's.</param>
/// <param name="variable">The range variable behind which the names stand, within <c>any</c> and <c>all</c>.</param>
sealed partial class Binder(
    RowShape shape,
    BindingContext context,
    List<Transformation> lookups,
    IReadOnlyDictionary<string, Expression>? computed = null,
    RelatedScope? within = null,
    string? variable = null)
{
    readonly HashSet<string> _openAliases = [];

    /// <summary>A condition: <c>$filter</c> and its kin.</summary>
    public Expression BindCondition(ExpressionSyntax syntax, string option)
    {
        var condition = Bind(syntax);
        return Coercion.Implicitly(condition, EdmType.Boolean) ?? throw FeedErrors.NotBoolean(option, condition);
    }

    public Expression Bind(ExpressionSyntax syntax)
    {
        var before = context.Enter(syntax.Position);
        var bound = Folding.Fold(Typed(syntax));
        context.Leave(bound, before);
        return bound;
    }

    Expression Typed(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => Literal(literal),
        MemberSyntax member => Member(member),
        UnarySyntax unary => Unary(unary),
        BinarySyntax { Operator: BinaryOperator.And or BinaryOperator.Or } logic => Logic(logic),
        BinarySyntax { Operator: BinaryOperator.In } membership => Membership(membership),
        BinarySyntax { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterThanOrEqual } comparison => Comparison(comparison),
        BinarySyntax { Operator: BinaryOperator.Has } has => throw FeedErrors.NotSupported("'has'", has.OperatorPosition, "No property of this feed is an enumeration."),
        BinarySyntax arithmetic => Arithmetic(arithmetic),
        AliasSyntax alias => Alias(alias),
        CallSyntax call => Call(call),
        CaseSyntax @case => Case(@case),
        VariableSyntax { Name: "$root" } root => throw FeedErrors.NotSupported("'$root' alone", root.Position, "Name a property of an entity: $root/Dates(2026-10-28)/Weekday."),
        VariableSyntax { Name: "$it" } row => throw FeedErrors.NotSupported("'$it' alone", row.Position, "Name a property: $it/ReportDate."),
        LambdaSyntax lambda => Lambda(lambda),
        CountSyntax { Source: MemberSyntax { Source: VariableSyntax { Name: "$root" } } set } count =>
            throw FeedErrors.NotSupported("The count of a set of $root", count.Position, $"Ask for {set.Name}/$count by itself."),
        CountSyntax count => Count(count),
        ListSyntax list => throw FeedErrors.NotSupported("A list", list.Position, "Lists stand on the right of 'in'."),
        TypeSyntax type => throw FeedErrors.UnknownProperty(type.Name, Addressed, type.Position, Known),
        _ => throw FeedErrors.NotSupported($"'{syntax}'", syntax.Position, "Use properties, literals, operators and functions."),
    };

    static Constant Literal(LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.Null => new Constant(EdmType.Null, null),
        LiteralKind.Boolean => new Constant(EdmType.Boolean, literal.Value),
        LiteralKind.Integer => new Constant(EdmType.Int64, literal.Value),
        LiteralKind.Decimal => new Constant(EdmType.Decimal, literal.Value),
        LiteralKind.Double => new Constant(EdmType.Double, literal.Value),
        LiteralKind.String => new Constant(EdmType.String, literal.Value),
        LiteralKind.Date => new Constant(EdmType.Date, (long)((DateOnly)literal.Value!).DayNumber),
        LiteralKind.DateTimeOffset => new Constant(EdmType.DateTimeOffset, ((DateTimeOffset)literal.Value!).UtcTicks),
        LiteralKind.TimeOfDay => new Constant(EdmType.TimeOfDay, ((TimeOnly)literal.Value!).Ticks),
        LiteralKind.Duration => new Constant(EdmType.Duration, ((TimeSpan)literal.Value!).Ticks),
        LiteralKind.Guid => new Constant(EdmType.Guid, ((Guid)literal.Value!).ToString()),
        _ => throw FeedErrors.NotSupported($"The literal {literal.Text}", literal.Position, "No property of this feed has its type."),
    };

    Expression Alias(AliasSyntax alias)
    {
        // An alias without a value is null (OData part 1, Parameter Aliases).
        if (!context.Aliases.TryGetValue(alias.Name, out var value))
            return new Constant(EdmType.Null, null);
        if (!_openAliases.Add(alias.Name))
            throw FeedErrors.AliasCycle(alias.Name);
        var bound = Bind(value);
        _openAliases.Remove(alias.Name);
        return bound;
    }

    Expression Unary(UnarySyntax unary)
    {
        var operand = Bind(unary.Operand);
        if (unary.Operator == UnaryOperator.Not)
            return new Not(Coercion.Implicitly(operand, EdmType.Boolean) ?? throw FeedErrors.WrongOperand("not", "a Boolean", operand, unary.Position));
        if (!operand.Type.IsNumber() && operand.Type is not (EdmType.Duration or EdmType.Null))
            throw FeedErrors.WrongOperand("-", "a number or a duration", operand, unary.Position);
        return operand.Type == EdmType.Null ? operand : new Negation(Widened(operand));
    }

    /// <summary>Chains of one operator become one node, however the parser nested them, without recursing along the chain.</summary>
    Logic Logic(BinarySyntax logic)
    {
        var terms = new List<Expression>();
        var open = new Stack<ExpressionSyntax>([logic]);
        while (open.TryPop(out var next))
        {
            if (next is BinarySyntax chain && chain.Operator == logic.Operator)
            {
                open.Push(chain.Right);
                open.Push(chain.Left);
                continue;
            }

            var term = Bind(next);
            terms.Add(Coercion.Implicitly(term, EdmType.Boolean)
                ?? throw FeedErrors.WrongOperand(BinarySyntax.Text(logic.Operator), "Booleans on both sides", term, logic.OperatorPosition));
        }

        return new Logic(logic.Operator == BinaryOperator.And, terms);
    }

    Comparison Comparison(BinarySyntax comparison)
    {
        if (NullCheck(comparison) is { } check)
            return check;
        var (left, right) = (Bind(comparison.Left), Bind(comparison.Right));
        var (a, b) = Together(left, right) ?? throw Mismatch(comparison, left, right);
        return new Comparison(comparison.Operator, a, b);
    }

    /// <summary>A text that does not spell a value of the other side's type is a wrong literal rather than a wrong type.</summary>
    static FeedException Mismatch(BinarySyntax comparison, Expression left, Expression right) => (left, right) switch
    {
        (Constant { Type: EdmType.String, Value: string text }, { Type: not EdmType.String and var type }) => FeedErrors.InvalidLiteral(text, type, comparison.Left.Position),
        ({ Type: not EdmType.String and var type }, Constant { Type: EdmType.String, Value: string text }) => FeedErrors.InvalidLiteral(text, type, comparison.Right.Position),
        _ => FeedErrors.TypeMismatch(comparison.Operator, left, right, comparison.OperatorPosition),
    };

    /// <summary>Both operands as one type, or null where no type holds both.</summary>
    static (Expression Left, Expression Right)? Together(Expression left, Expression right)
    {
        if (left is Constant { Type: EdmType.String } && right.Type != EdmType.String && Coercion.Implicitly(left, right.Type) is { } readLeft)
            return (readLeft, right);
        if (right is Constant { Type: EdmType.String } && left.Type != EdmType.String && Coercion.Implicitly(right, left.Type) is { } readRight)
            return (left, readRight);
        if (Coercion.Common(left.Type, right.Type) is not { } type)
            return null;
        return (Coercion.Implicitly(left, type)!, Coercion.Implicitly(right, type)!);
    }

    Expression Membership(BinarySyntax membership)
    {
        var operand = Bind(membership.Left);

        // An alias may stand for the whole list; one in parentheses with a single value is that value.
        var right = membership.Right is AliasSyntax alias && context.Aliases.TryGetValue(alias.Name, out var value)
            ? value as ListSyntax ?? new ListSyntax([value], value.Position)
            : membership.Right;
        if (right is not ListSyntax list)
            throw FeedErrors.NotSupported("'in' without a list", membership.OperatorPosition, "Write the values in parentheses: ReportPeriod in (7,30).");
        var values = list.Items.Select(Bind).ToList();
        if (values.Exists(item => item is not Constant))
            return AnyOf([.. values.Zip(list.Items, (item, syntax) => Equality(membership, operand, item, syntax.Position))]);
        var type = values.Aggregate(operand.Type, (common, item) => item.Type == EdmType.String ? common : Coercion.Common(common, item.Type) ?? common);
        var constants = values.Zip(list.Items, (item, syntax) => Coercion.Implicitly(item, type) as Constant ?? throw Mismatch(membership, operand, item, syntax.Position));

        // NaN equals nothing, itself included.
        return new Membership(Coercion.Implicitly(operand, type)!, [.. constants.Where(constant => constant.Value is not double.NaN).Distinct()]);
    }

    static Expression AnyOf(IReadOnlyList<Expression> terms) => terms.Count == 1 ? terms[0] : new Logic(false, terms);

    /// <summary>A list of expressions, which 4.02 allows: a member of it is what equals one of them.</summary>
    static Comparison Equality(BinarySyntax membership, Expression operand, Expression item, int position)
    {
        var (left, right) = Together(operand, item) ?? throw Mismatch(membership, operand, item, position);
        return new Comparison(BinaryOperator.Equal, left, right);
    }

    static FeedException Mismatch(BinarySyntax membership, Expression operand, Expression item, int position) =>
        item is Constant { Type: EdmType.String, Value: string text } && operand.Type != EdmType.String
            ? FeedErrors.InvalidLiteral(text, operand.Type, position)
            : FeedErrors.TypeMismatch(BinaryOperator.In, operand, item, membership.OperatorPosition);

    Case Case(CaseSyntax @case)
    {
        var branches = @case.Branches
            .Select(branch => (Condition: BindCondition(branch.Condition, "case"), Value: Bind(branch.Value), branch.Value.Position))
            .ToList();
        var type = branches[0].Value.Type;
        foreach (var branch in branches)
            type = Coercion.Common(type, branch.Value.Type) ?? throw FeedErrors.WrongOperand("case", $"values of one type, here {type.Name()}", branch.Value, branch.Position);
        return new Case(type, [.. branches.Select(branch => (branch.Condition, Coercion.Implicitly(branch.Value, type)!))]);
    }
}
