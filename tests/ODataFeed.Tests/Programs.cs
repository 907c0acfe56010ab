namespace ODataFeed.Tests;

/// <summary>Programs of the machine the tests run on.</summary>
static class Programs
{
    /// <summary>A browser that Playwright can drive.</summary>
    public const string Chromium = "chromium";

    public const string Node = "node";

    public const string Npm = "npm";

    /// <summary>The path of a program, or null where it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { program, program + ".exe", program + ".cmd" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Why a test that needs programs is skipped; null where it is to run.</summary>
    public static string? Missing(IReadOnlyList<string> programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToList();
        return missing.Count == 0 || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"needs {string.Join(" and ", missing)}, which this machine does not have";
    }
}
