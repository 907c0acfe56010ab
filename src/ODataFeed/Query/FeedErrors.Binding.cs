using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query;

/// <summary>Errors found while binding names and types: the request is well-formed but does not fit the model.</summary>
static partial class FeedErrors
{
    public static FeedException UnknownProperty(string name, string set, int position, IEnumerable<string> known) =>
        new(400, "UnknownProperty", $"{set} has no property '{name}' (character {position + 1}).{DidYouMean(name, known)}", name);

    public static FeedException UnknownFunction(string name, int position) =>
        new(400, "UnknownFunction", $"There is no function '{name}' (character {position + 1}).{DidYouMean(name, Functions.Names)}", name);

    public static FeedException WrongArguments(string name, IEnumerable<EdmType> found, IEnumerable<object> overloads, int position) =>
        new(400, "WrongArguments", $"'{name}' at character {position + 1} was given ({string.Join(", ", found.Select(type => type.Name()))}); expected: {string.Join(" or ", overloads)}.", name);

    public static FeedException TypeMismatch(BinaryOperator @operator, Expression left, Expression right, int position) =>
        new(400, "TypeMismatch", $"'{BinarySyntax.Text(@operator)}' at character {position + 1} has {Described(left)} on its left and {Described(right)} on its right; these types do not go together.");

    public static FeedException WrongOperand(string @operator, string expected, Expression found, int position) =>
        new(400, "TypeMismatch", $"'{@operator}' at character {position + 1} needs {expected}; found {Described(found)}.");

    public static FeedException NotBoolean(string option, Expression found) =>
        new(400, "TypeMismatch", $"{option} needs an expression that is true or false; found {Described(found)}.", option);

    public static FeedException AliasCycle(string name) =>
        new(400, "AliasCycle", $"The parameter alias '{name}' refers to itself.", name);

    public static FeedException UnknownType(string name, int position, IEnumerable<string> known) =>
        new(400, "UnknownType", $"There is no type '{name}' to cast to (character {position + 1}).{DidYouMean(name, known)}", name);

    public static FeedException InvalidLiteral(string text, EdmType type, int position) =>
        new(400, "InvalidLiteral", $"'{text}' at character {position + 1} is no value of {type.Name()}; expected for example {Example(type)}.");

    public static FeedException NotSupported(string what, int position, string instead) =>
        new(501, "NotImplemented", $"{what} at character {position + 1} is not supported. {instead}", what);

    public static FeedException OptionNotSupported(string option, string instead) =>
        new(501, "NotImplemented", $"{option} is not supported here. {instead}", option);

    static string Described(Expression expression) => expression switch
    {
        Constant { Value: null } => "null",
        Constant constant => $"the {constant.Type.Name()} {Literals.Write(constant.Value, constant.Type) switch { var text when constant.Type == EdmType.String => $"'{text}'", var text => text }}",
        ColumnReference column => $"{column.Name} ({column.Type.Name()})",
        _ => $"an {expression.Type.Name()}",
    };

    /// <summary>A sentence naming the closest known name, where one is close.</summary>
    static string DidYouMean(string found, IEnumerable<string> known) =>
        Nearest.Close(found, known) is { } nearest ? $" Did you mean {nearest}?" : "";

    static string Example(EdmType type) => type switch
    {
        EdmType.Boolean => "true",
        EdmType.Int32 or EdmType.Int64 => "42",
        EdmType.Decimal => "4.2",
        EdmType.Double => "4.2e1",
        EdmType.Date => "2026-11-01",
        EdmType.TimeOfDay => "12:30:00",
        EdmType.DateTimeOffset => "2026-11-01T12:30:00Z",
        EdmType.Duration => "duration'PT1H30M'",
        EdmType.Guid => "00000000-0000-0000-0000-000000000000",
        _ => "'text'",
    };
}
