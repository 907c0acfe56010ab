using System.Globalization;
using Microsoft.OData.UriParser;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Tests.Query.ODataLibParser;

/// <summary>
/// Prints the trees of both parsers alike: operators fully parenthesised, chains of <c>and</c> and <c>or</c> flat, literals as written,
/// conversions and <c>$it</c> left out.
/// </summary>
static class TreePrinter
{
    public static string Print(ExpressionSyntax node) => node switch
    {
        BinarySyntax { Operator: BinaryOperator.And or BinaryOperator.Or } logic => Chain(BinarySyntax.Text(logic.Operator), Terms(logic, logic.Operator).Select(Print)),
        BinarySyntax binary => $"({Print(binary.Left)} {BinarySyntax.Text(binary.Operator)} {Print(binary.Right)})",
        UnarySyntax { Operator: UnaryOperator.Not } not => $"(not {Print(not.Operand)})",
        UnarySyntax minus => $"(- {Print(minus.Operand)})",
        MemberSyntax member => Prefix(member.Source) + member.Name,
        CallSyntax call => $"{call.Name.ToLowerInvariant()}({string.Join(',', call.Arguments.Select(Print))})",
        ListSyntax list => $"({string.Join(',', list.Items.Select(Print))})",
        LiteralSyntax { Value: string text, Kind: LiteralKind.String } => $"'{text}'",
        LiteralSyntax literal => Literal(literal.Text),
        TypeSyntax { Source: null } type => Literal(type.Name),
        _ => node.ToString(),
    };

    public static string Print(QueryNode node) => node switch
    {
        ConvertNode convert => Print(convert.Source),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } logic => Chain(Text(logic.OperatorKind), Terms(logic, logic.OperatorKind).Select(Print)),
        BinaryOperatorNode binary => $"({Print(binary.Left)} {Text(binary.OperatorKind)} {Print(binary.Right)})",
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => $"(not {Print(not.Operand)})",
        UnaryOperatorNode minus => $"(- {Print(minus.Operand)})",
        SingleValuePropertyAccessNode property => Prefix(property.Source) + property.Property.Name,
        SingleValueOpenPropertyAccessNode property => Prefix(property.Source) + property.Name,
        SingleNavigationNode navigation => Prefix(navigation.Source) + navigation.NavigationProperty.Name,
        SingleValueFunctionCallNode call => $"{call.Name.ToLowerInvariant()}({string.Join(',', call.Parameters.Select(Print))})",
        InNode membership => $"({Print(membership.Left)} in {Print(membership.Right)})",
        CollectionConstantNode list => $"({string.Join(',', list.Collection.Select(item => item.Value is string text ? $"'{text}'" : Literal(item.LiteralText)))})",
        ParameterAliasNode alias => alias.Alias,
        ConstantNode { Value: string text } constant when constant.LiteralText.StartsWith('\'') => $"'{text}'",
        ConstantNode constant => Literal(constant.LiteralText),
        _ => node.GetType().Name,
    };

    /// <summary>The path before a name; casts to the type that it has anyway lead nowhere else.</summary>
    static string Prefix(ExpressionSyntax? source) => source switch
    {
        null or VariableSyntax => "",
        TypeSyntax type => Prefix(type.Source),
        _ => $"{Print(source)}/",
    };

    static string Prefix(QueryNode source) => source switch
    {
        SingleResourceCastNode cast => Prefix(cast.Source),
        SingleNavigationNode navigation => $"{Print(navigation)}/",
        _ => "",
    };

    static string Chain(string @operator, IEnumerable<string> terms) => $"({string.Join($" {@operator} ", terms)})";

    /// <summary>Prefixes, types and Booleans in any case; numbers in any notation.</summary>
    static string Literal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (number / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
            : text.ToLowerInvariant();

    static IEnumerable<ExpressionSyntax> Terms(ExpressionSyntax node, BinaryOperator @operator) =>
        node is BinarySyntax binary && binary.Operator == @operator ? Terms(binary.Left, @operator).Concat(Terms(binary.Right, @operator)) : [node];

    static IEnumerable<SingleValueNode> Terms(SingleValueNode node, BinaryOperatorKind @operator) => node switch
    {
        ConvertNode convert => Terms(convert.Source, @operator),
        BinaryOperatorNode binary when binary.OperatorKind == @operator => Terms(binary.Left, @operator).Concat(Terms(binary.Right, @operator)),
        _ => [node],
    };

    static string Text(BinaryOperatorKind @operator) => @operator switch
    {
        BinaryOperatorKind.Or => "or",
        BinaryOperatorKind.And => "and",
        BinaryOperatorKind.Equal => "eq",
        BinaryOperatorKind.NotEqual => "ne",
        BinaryOperatorKind.LessThan => "lt",
        BinaryOperatorKind.LessThanOrEqual => "le",
        BinaryOperatorKind.GreaterThan => "gt",
        BinaryOperatorKind.GreaterThanOrEqual => "ge",
        BinaryOperatorKind.Has => "has",
        BinaryOperatorKind.Add => "add",
        BinaryOperatorKind.Subtract => "sub",
        BinaryOperatorKind.Multiply => "mul",
        BinaryOperatorKind.Divide => "div",
        BinaryOperatorKind.Modulo => "mod",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };
}
