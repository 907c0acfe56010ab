using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>A test that runs a sample in a language, one of <see cref="SamplePrograms"/>: skipped where that is not installed, but not under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute(string language) =>
        Skip = Environment.GetEnvironmentVariable("CI") == "true" || SamplePrograms.Find(language) is not null ? null : $"needs {language}, which this machine does not have";
}
