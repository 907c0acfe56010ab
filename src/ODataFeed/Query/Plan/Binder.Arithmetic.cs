using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Arithmetic and calls: which operand types an operator or function takes.</summary>
sealed partial class Binder
{
    Expression Arithmetic(BinarySyntax arithmetic)
    {
        var (left, right) = (Bind(arithmetic.Left), Bind(arithmetic.Right));
        return Typed(arithmetic.Operator, left, right) ?? throw FeedErrors.TypeMismatch(arithmetic.Operator, left, right, arithmetic.OperatorPosition);
    }

    static Expression? Typed(BinaryOperator @operator, Expression left, Expression right) => (left.Type, right.Type) switch
    {
        (EdmType.Null, var other) => new Constant(other.IsNumber() ? other : EdmType.Null, null),
        (var other, EdmType.Null) => new Constant(other.IsNumber() ? other : EdmType.Null, null),
        var (a, b) when a.IsNumber() && b.IsNumber() => Numeric(@operator, left, right),
        (EdmType.Date, EdmType.Date) or (EdmType.DateTimeOffset, EdmType.DateTimeOffset) when @operator == BinaryOperator.Subtract =>
            new Arithmetic(EdmType.Duration, @operator, left, right),
        (EdmType.Date or EdmType.DateTimeOffset or EdmType.Duration, EdmType.Duration) when @operator is BinaryOperator.Add or BinaryOperator.Subtract =>
            new Arithmetic(left.Type, @operator, left, right),
        (EdmType.Duration, var number) when number.IsNumber() && @operator is BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.DivideBy =>
            new Arithmetic(EdmType.Duration, @operator, left, number == EdmType.Double ? right : Coercion.Implicitly(right, EdmType.Decimal)!),
        (var number, EdmType.Duration) when number.IsNumber() && @operator == BinaryOperator.Multiply => Typed(@operator, right, left),
        _ => null,
    };

    /// <summary>Integers compute as Int64; <c>divby</c> of integers gives a decimal (OData 4.01 part 2 §5.1.1.2.6).</summary>
    static Arithmetic Numeric(BinaryOperator @operator, Expression left, Expression right)
    {
        var type = (EdmType)Math.Max((int)left.Type, (int)right.Type);
        if (type == EdmType.Int32)
            type = EdmType.Int64;
        if (type == EdmType.Int64 && @operator == BinaryOperator.DivideBy)
            type = EdmType.Decimal;
        return new Arithmetic(type, @operator, Coercion.Implicitly(left, type)!, Coercion.Implicitly(right, type)!);
    }

    static Expression Widened(Expression operand) => operand.Type == EdmType.Int32 ? Coercion.Implicitly(operand, EdmType.Int64)! : operand;

    Expression Call(CallSyntax call)
    {
        if (call.Source is VariableSyntax { Name: "$root" })
            throw FeedErrors.NotSupported("An entity of $root as a value", call.Position, $"Name one of its properties: $root/{call.Name}(…)/….");
        if (call.Source is not null)
            throw FeedErrors.NotSupported($"The bound function '{call.Name}'", call.Position, "This feed has no functions of its own.");
        switch (call.Name.ToLowerInvariant())
        {
            case "now":
                return call.Arguments.Count == 0
                    ? new Constant(EdmType.DateTimeOffset, context.Now().UtcTicks)
                    : throw FeedErrors.WrongArguments(call.Name, call.Arguments.Select(argument => Bind(argument).Type), ["now()"], call.Position);
            case "cast":
                return Cast(call);
            case "isof":
                return IsOf(call);
            case var name when Functions.IsOfLocalTime(name) && call.Arguments.Any(HasOffset):
                throw FeedErrors.NotSupported($"'{name}' of an instant with an offset", call.Position, "Instants are kept in UTC here: write it with Z.");
        }

        var overloads = Functions.Named(call.Name).ToList();
        if (overloads.Count == 0)
            throw Absent(call);
        var arguments = call.Arguments.Select(Bind).ToList();
        var candidates = overloads.Select(overload => (Function: overload, Arguments: Fit(overload, arguments))).Where(fit => fit.Arguments is not null).ToList();
        var exact = candidates.Find(fit => fit.Function.Parameters.SequenceEqual(arguments.Select(argument => argument.Type)));
        var chosen = exact.Function is not null ? exact : candidates.FirstOrDefault();
        if (chosen.Function is null)
            throw FeedErrors.WrongArguments(call.Name, arguments.Select(argument => argument.Type), overloads, call.Position);
        return new Call(chosen.Function, chosen.Arguments!);
    }

    /// <summary>A service that does not keep offsets must not answer in another one (OData 4.01 part 2 §5.1.1.8.2).</summary>
    bool HasOffset(ExpressionSyntax argument) => argument switch
    {
        LiteralSyntax { Value: DateTimeOffset instant } => instant.Offset != TimeSpan.Zero,
        AliasSyntax alias => context.Aliases.GetValueOrDefault(alias.Name) is LiteralSyntax literal && HasOffset(literal),
        _ => false,
    };

    /// <summary>Canonical functions of types no property has are known, and not supported (OData part 1 §12.1: 501); others do not exist.</summary>
    static FeedException Absent(CallSyntax call) => call.Name.ToLowerInvariant() switch
    {
        "geo.distance" or "geo.intersects" or "geo.length" => FeedErrors.NotSupported($"'{call.Name}'", call.Position, "No property of this feed is a place."),
        "hassubset" or "hassubsequence" => FeedErrors.NotSupported($"'{call.Name}'", call.Position, "No property of this feed is a collection."),
        _ => FeedErrors.UnknownFunction(call.Name, call.Position),
    };

    static List<Expression>? Fit(Function function, List<Expression> arguments)
    {
        if (function.Parameters.Length != arguments.Count)
            return null;
        var converted = arguments.Zip(function.Parameters, Coercion.Implicitly).OfType<Expression>().ToList();
        return converted.Count == arguments.Count ? converted : null;
    }

    static readonly Dictionary<string, EdmType> CastTypes =
        Enum.GetValues<EdmType>().Where(type => type is not (EdmType.Null or EdmType.Collection)).ToDictionary(type => type.Name(), StringComparer.Ordinal);

    Expression Cast(CallSyntax call)
    {
        var (operand, type) = TypeArguments(call);
        return operand.Type == type ? operand
            : operand is Constant { Value: null } ? new Constant(type, null)
            : new Conversion(type, operand);
    }

    Constant IsOf(CallSyntax call)
    {
        var (operand, type) = TypeArguments(call);
        return new Constant(EdmType.Boolean, operand.Type == type);
    }

    (Expression Operand, EdmType Type) TypeArguments(CallSyntax call)
    {
        if (call.Arguments is not [var operand, TypeSyntax { Source: null } target])
            throw FeedErrors.NotSupported($"'{call.Name}' in this form", call.Position, $"Write {call.Name}(Property,Edm.String).");
        if (!CastTypes.TryGetValue(target.Name, out var type))
            throw FeedErrors.UnknownType(target.Name, target.Position, CastTypes.Keys);
        return (Bind(operand), type);
    }
}
