using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// Makes evaluators of an expression over the columns of a table. An expression over one column whose domain is smaller than the table
/// is evaluated once per distinct value and then looked up by code.
/// </summary>
/// <param name="table">The columns to read.</param>
/// <param name="rows">
/// For how many rows: a domain of more values than that is not worth evaluating over. 0 where the rows are a domain themselves.
/// </param>
/// <param name="cancellation">Ends the evaluation over a domain, which compiling does.</param>
sealed class ExpressionCompiler(Table table, int rows, CancellationToken cancellation)
{
    static readonly Table NoRows = new(new TableSchema("", "", "", [], []), []);

    /// <summary>The value of an expression without columns, as <see cref="Constant.Value"/> has it.</summary>
    public static object? Evaluate(Expression expression)
    {
        var evaluator = new ExpressionCompiler(NoRows, 0, CancellationToken.None).Compile(expression);
        evaluator.Run(RowBatch.Of(0, 1));
        return evaluator.Nulls[0] ? null : evaluator switch
        {
            Evaluator<bool> boolean => boolean.Values[0],
            Evaluator<long> number => number.Values[0],
            Evaluator<decimal> number => number.Values[0],
            Evaluator<double> number => number.Values[0],
            Evaluator<string> text => text.Values[0],
            _ => throw new InvalidOperationException($"No value of {evaluator.GetType().Name}."),
        };
    }

    public Evaluator Compile(Expression expression) =>
        Domain.ColumnOf(expression, table, rows) is { } column ? Lookup(expression, table.Columns[column.Ordinal]) : Node(expression);

    public Evaluator<bool> Condition(Expression expression) => (Evaluator<bool>)Compile(expression);

    /// <summary>A condition on one column, as an evaluator whose rows are the codes of that column's domain.</summary>
    public Evaluator<bool> OverDomain(Expression condition, Column source) => (Evaluator<bool>)OfDomain(source).Node(condition);

    /// <summary>Evaluates the expression over the values of the column's domain, null included, and looks the results up by code.</summary>
    Evaluator Lookup(Expression expression, Column source) => OfDomain(source).Node(expression) switch
    {
        Evaluator<bool> boolean => Lookup(boolean, source),
        Evaluator<long> number => Lookup(number, source),
        Evaluator<decimal> number => Lookup(number, source),
        Evaluator<double> number => Lookup(number, source),
        Evaluator<string> text => Lookup(text, source),
        var other => throw new InvalidOperationException($"No lookup of {other.GetType().Name}."),
    };

    ExpressionCompiler OfDomain(Column source) =>
        new(new Table(table.Schema, [.. table.Columns.Select(column => ReferenceEquals(column, source) ? Domain.Of(source) : column)]), 0, cancellation);

    LookupEvaluator<T> Lookup<T>(Evaluator<T> evaluator, Column source)
    {
        var (values, nulls) = Domain.Evaluate(evaluator, source, cancellation);
        return new LookupEvaluator<T>(source.Codes, values, nulls);
    }

    Evaluator Node(Expression expression) => expression switch
    {
        Constant constant => ConstantOf(constant),
        ColumnReference reference => ColumnOf(table.Columns[reference.Ordinal]),
        Arithmetic arithmetic => ArithmeticEvaluators.Create(arithmetic, Compile(arithmetic.Left), Compile(arithmetic.Right)),
        Negation negation => ArithmeticEvaluators.Negate(negation.Type, Compile(negation.Operand)),
        Comparison comparison => ComparisonOf(comparison.Operator, Compile(comparison.Left), Compile(comparison.Right)),
        Membership membership => MembershipOf(membership, Compile(membership.Operand)),
        Logic logic => new LogicEvaluator(logic.And, [.. logic.Terms.Select(Condition)]),
        Not not => new NotEvaluator(Condition(not.Operand)),
        Call call => call.Function.Create([.. call.Arguments.Select(Compile)]),
        Conversion conversion => Conversions.Create(conversion, Compile(conversion.Operand)),
        Case @case => CaseOf(@case),
        CountOf count => new CountEvaluator((CollectionColumn)table.Columns[count.Collection.Ordinal], count.Condition),
        _ => throw new InvalidOperationException($"No evaluator for {expression.GetType().Name}."),
    };

    static Evaluator ConstantOf(Constant constant) => constant.Type switch
    {
        EdmType.Boolean => constant.Value is bool value ? new ConstantEvaluator<bool>(value) : Null<bool>(),
        EdmType.Decimal => constant.Value is decimal value ? new ConstantEvaluator<decimal>(value) : Null<decimal>(),
        EdmType.Double => constant.Value is double value ? new ConstantEvaluator<double>(value) : Null<double>(),
        EdmType.String or EdmType.Guid or EdmType.Null => new ConstantEvaluator<string>((string?)constant.Value),
        _ => constant.Value is long value ? new ConstantEvaluator<long>(value) : Null<long>(),
    };

    static ConstantEvaluator<T> Null<T>()
        where T : struct
    {
        var evaluator = new ConstantEvaluator<T>(default);
        evaluator.Nulls.AsSpan().Fill(true);
        return evaluator;
    }

    static Evaluator ColumnOf(Column column) => column switch
    {
        NumberColumn { Type: UsageReports.ColumnType.Boolean } booleans => new BooleanColumnEvaluator(booleans),
        NumberColumn numbers => new NumberColumnEvaluator(numbers),
        DecimalColumn decimals => new ListedColumnEvaluator<decimal>(decimals),
        RealColumn reals => new ListedColumnEvaluator<double>(reals),
        TextColumn texts => new TextColumnEvaluator(texts),
        _ => throw new InvalidOperationException($"No evaluator for a {column.GetType().Name}."),
    };

    static Evaluator<bool> ComparisonOf(BinaryOperator @operator, Evaluator left, Evaluator right) => (left, right) switch
    {
        (Evaluator<long> a, Evaluator<long> b) => new ComparisonEvaluator<long>(@operator, a, b, (x, y) => x.CompareTo(y)),
        (Evaluator<decimal> a, Evaluator<decimal> b) => new ComparisonEvaluator<decimal>(@operator, a, b, decimal.Compare),
        (Evaluator<double> a, Evaluator<double> b) => new DoubleComparisonEvaluator(@operator, a, b),
        (Evaluator<bool> a, Evaluator<bool> b) => new ComparisonEvaluator<bool>(@operator, a, b, (x, y) => x.CompareTo(y)),
        (Evaluator<string> a, Evaluator<string> b) => new ComparisonEvaluator<string>(@operator, a, b, Coercion.CompareText),
        _ => throw new InvalidOperationException($"No comparison of {left.GetType().Name} and {right.GetType().Name}."),
    };

    static Evaluator<bool> MembershipOf(Membership membership, Evaluator operand)
    {
        var matchesNull = membership.Values.Any(value => value.Value is null);
        return operand switch
        {
            Evaluator<bool> boolean => new MembershipEvaluator<bool>(boolean, Set<bool>(), matchesNull),
            Evaluator<long> number => new MembershipEvaluator<long>(number, Set<long>(), matchesNull),
            Evaluator<decimal> number => new MembershipEvaluator<decimal>(number, Set<decimal>(), matchesNull),
            Evaluator<double> number => new MembershipEvaluator<double>(number, Set<double>(), matchesNull),
            Evaluator<string> text => new MembershipEvaluator<string>(text, Set<string>(), matchesNull),
            _ => throw new InvalidOperationException($"No 'in' for {operand.GetType().Name}."),
        };

        HashSet<T> Set<T>() => [.. membership.Values.Select(value => value.Value).OfType<T>()];
    }

    Evaluator CaseOf(Case @case)
    {
        Evaluator<bool>[] conditions = [.. @case.Branches.Select(branch => Condition(branch.Condition))];
        Evaluator[] values = [.. @case.Branches.Select(branch => Compile(branch.Value))];
        return values[0] switch
        {
            Evaluator<bool> => new CaseEvaluator<bool>(conditions, [.. values.Cast<Evaluator<bool>>()]),
            Evaluator<long> => new CaseEvaluator<long>(conditions, [.. values.Cast<Evaluator<long>>()]),
            Evaluator<decimal> => new CaseEvaluator<decimal>(conditions, [.. values.Cast<Evaluator<decimal>>()]),
            Evaluator<double> => new CaseEvaluator<double>(conditions, [.. values.Cast<Evaluator<double>>()]),
            Evaluator<string> => new CaseEvaluator<string>(conditions, [.. values.Cast<Evaluator<string>>()]),
            _ => throw new InvalidOperationException($"No case over {values[0].GetType().Name}."),
        };
    }
}
