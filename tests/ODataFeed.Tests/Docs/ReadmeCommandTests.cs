using System.Diagnostics;
using System.Text.RegularExpressions;
using ODataFeed.Tests.EndToEnd;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary>The README's commands, run in their order in one empty folder: the built program stands for <c>dotnet run --project src/ODataFeed</c>.</summary>
public sealed partial class ReadmeCommandTests : IDisposable
{
    const string Run = "dotnet run --project src/ODataFeed";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void EveryCommandDoesWhatItIsThereFor()
    {
        // Those with a placeholder need a tenant.
        var commands = File.ReadLines(Path.Combine(Repository.Root, "README.md"))
            .Where(line => line.StartsWith(Run, StringComparison.Ordinal) && !line.Contains('<', StringComparison.Ordinal)).Distinct().ToList();
        Assert.InRange(commands.Count, 5, 20);
        foreach (var command in commands)
        {
            var words = Words().Matches(command[Run.Length..].Replace(" -- ", " ", StringComparison.Ordinal)).Select(word => word.Value.Trim('\'')).Select(Here).ToList();
            if (words is [] or [['-', ..], ..])
                Serves(words);
            else
                Ends(words);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Files of the README are in the folder; its database server is another file.</summary>
    string Here(string word) => word switch
    {
        "--Store:Provider=PostgreSql" => "--Store:Provider=Sqlite",
        "--Store:ConnectionString=Data Source=feed.db" => $"--Store:ConnectionString=Data Source={Path.Combine(_folder.FullName, "feed.db")}",
        _ when word.StartsWith("--Store:ConnectionString=Host=", StringComparison.Ordinal) => $"--Store:ConnectionString=Data Source={Path.Combine(_folder.FullName, "server.db")}",
        "feed-2026-08" => Path.Combine(_folder.FullName, word),
        _ => word,
    };

    static void Serves(IEnumerable<string> settings)
    {
        using var service = ServiceProcess.Start([.. settings, "--GraphSimulator:Users=20", "--GraphSimulator:Days=30", "--Refresh:Reports=Office365ActivationsUserDetail,Office365ActiveUserCounts"]);
        service.WaitFor("The feed listens at");
        service.WaitFor("Refresh 2:");
    }

    static void Ends(IEnumerable<string> words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ODataFeed.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), $"{string.Join(' ', words)} does not end.");
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', words)} ended with {process.ExitCode}: {said.Result}{wrong.Result}");
    }

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Words();
}
