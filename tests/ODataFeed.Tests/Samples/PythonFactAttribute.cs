using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>A test that needs Python, perhaps with pandas: skipped where it is not installed, but not under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(bool pandas = false) =>
        Skip = (pandas ? SamplePrograms.PythonWithPandas : SamplePrograms.Python) is not null || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : $"needs python3{(pandas ? " with pandas" : "")}, which this machine does not have";
}
