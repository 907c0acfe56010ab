using System.Diagnostics;

namespace ODataFeed.Tests.Samples;

/// <summary>Runs a sample as a person would.</summary>
static class SamplePrograms
{
    public const string Python = "python3";

    public const string PythonWithPandas = "python3 with pandas";

    public const string R = "Rscript with jsonlite";

    static readonly Dictionary<string, Lazy<string?>> Found = new()
    {
        [Python] = new(() => Pythons.FirstOrDefault()),
        [PythonWithPandas] = new(() => Pythons.FirstOrDefault(python => Works(python, "-c", "import pandas"))),
        [R] = new(() => Programs.Find("Rscript") is { } r && Works(r, "-e", "library(jsonlite)") ? r : null),
    };

    /// <summary>The distribution's Python has the distribution's packages; another may stand before it in the path.</summary>
    static IEnumerable<string> Pythons => new[] { "/usr/bin/python3", Programs.Find(Python) }.OfType<string>().Where(File.Exists);

    /// <summary>The path of a language's program; null where it, or the package it needs, is not installed.</summary>
    public static string? Find(string language) => Found[language].Value;

    /// <summary>What a sample prints; one that fails is a failed test.</summary>
    public static Task<string> OutputAsync(string language, string folder, params string[] arguments) =>
        RunAsync(Find(language) ?? throw new InvalidOperationException($"{language} is not installed."), folder, arguments);

    /// <inheritdoc cref="OutputAsync"/>
    public static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).ReplaceLineEndings("\n")
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}{await output}");
    }

    static bool Works(string program, params string[] arguments)
    {
        using var process = Start(program, "", arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    static Process Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
