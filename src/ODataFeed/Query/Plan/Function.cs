using ODataFeed.Query.Execution;

namespace ODataFeed.Query.Plan;

/// <summary>One overload of a canonical function: its signature, and how it is evaluated.</summary>
/// <param name="Create">Makes the evaluator from the arguments' evaluators, which have the parameters' types.</param>
sealed record Function(string Name, EdmType[] Parameters, EdmType Result, Func<Evaluator[], Evaluator> Create)
{
    /// <summary>It may refuse a value, so it must not see one that no row asked about has.</summary>
    public bool CanFail { get; init; }

    public override string ToString() => $"{Name}({string.Join(',', Parameters.Select(parameter => parameter.Name()))})";

    // An overload is itself and nothing else: the table holds each once.
    public bool Equals(Function? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
