using Xunit;

namespace ODataFeed.Tests;

/// <summary>A test that needs programs beside the SDK. Where one is missing it is skipped and says so; with <c>CI=true</c> it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(params string[] programs) => Skip = Programs.Missing(programs);
}

/// <summary>As <see cref="FactNeedingAttribute"/>, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    public TheoryNeedingAttribute(params string[] programs) => Skip = Programs.Missing(programs);
}
