using System.Diagnostics;

namespace ODataFeed.Tests;

/// <summary>Microsoft's parser of Power Query M, fetched with npm once per build output.</summary>
static class PowerQueryParser
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data/PowerQuery");
    static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>What is wrong with documents of M, by name; empty where all can be parsed.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(IEnumerable<(string Name, string M)> documents)
    {
        await Installed.Value;
        var folder = Directory.CreateTempSubdirectory("odatafeed-m");
        try
        {
            var files = new List<string>();
            foreach (var (name, m) in documents)
            {
                files.Add(Path.Combine(folder.FullName, name));
                await File.WriteAllTextAsync(files[^1], m);
            }

            var lines = (await RunAsync(Programs.Node, ["parse.cjs", .. files])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return lines is [.. var errors, var last] && last == $"parsed {files.Count}"
                ? [.. errors.Select(error => error.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))]
                : throw new InvalidOperationException($"The parser did not finish: {string.Join('\n', lines)}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static Task InstallAsync() =>
        Directory.Exists(Path.Combine(Folder, "node_modules")) ? Task.CompletedTask : RunAsync(Programs.Npm, ["install", "--no-audit", "--no-fund", "--no-package-lock"]);

    static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Find(program) ?? throw new InvalidOperationException($"{program} is not installed."), arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
