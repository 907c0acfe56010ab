using System.Diagnostics;

namespace ODataFeed.Tests.Samples;

/// <summary>Runs a sample as a person would.</summary>
static class SamplePrograms
{
    public const string R = "Rscript";

    static readonly Lazy<string?> FoundPython = new(() => Pythons.FirstOrDefault(path => Run(path, ["-c", "import pandas"], "").ExitCode == 0));

    /// <summary>A Python that has pandas; null where there is none.</summary>
    public static string? PythonWithPandas => FoundPython.Value;

    /// <summary>Any Python.</summary>
    public static string? Python => Pythons.FirstOrDefault();

    /// <summary>The distribution's Python has the distribution's packages; another may stand before it in the path.</summary>
    static IEnumerable<string> Pythons => new[] { "/usr/bin/python3", Programs.Find("python3") }.OfType<string>().Where(File.Exists);

    /// <summary>What a program prints; a program that fails is a failed test.</summary>
    public static string Output(string program, IEnumerable<string> arguments, string folder)
    {
        var (exitCode, output, errors) = Run(program, arguments, folder);
        return exitCode == 0 ? output.ReplaceLineEndings("\n") : throw new InvalidOperationException($"{program} ended with {exitCode}: {errors}{output}");
    }

    static (int ExitCode, string Output, string Errors) Run(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
