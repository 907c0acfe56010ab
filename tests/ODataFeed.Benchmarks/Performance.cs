using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ODataFeed.Benchmarks;

/// <summary>Prints results, and writes them between the marks of <c>docs/performance.md</c>.</summary>
static class Performance
{
    const string Begin = "<!-- measured -->";
    const string End = "<!-- /measured -->";

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Repository(AppContext.BaseDirectory);

    public static void Print(IReadOnlyList<Result> results) => Console.WriteLine(Table(results));

    public static async Task WriteAsync(IReadOnlyList<Result> results)
    {
        Print(results);
        var page = Path.Combine(Root, "docs", "performance.md");
        var text = await File.ReadAllTextAsync(page);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        await File.WriteAllTextAsync(page, $"{text[..from]}\n{Machine()}\n\n{Table(results)}{text[to..]}");
    }

    public static Task WriteAsync(GrowthPicture picture) => File.WriteAllTextAsync(Path.Combine(Root, "docs", "growth.svg"), picture.ToSvg());

    static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"Measured on {DateTime.UtcNow:yyyy-MM-dd} with {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB.");

    static string Table(IReadOnlyList<Result> results)
    {
        var table = new StringBuilder("| target | work | the feed | reference | ratio | wanted | |\n|---|---|---|---|---|---|---|\n");
        foreach (var result in results.OrderBy(result => result.Target))
        {
            var target = result.Target == 0 ? "" : result.Target.ToString(CultureInfo.InvariantCulture);
            var wanted = result.Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{(result.AtLeast ? "≥" : "≤")} {limit}") : "";
            var ratio = result.Ratio is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "";
            var met = result.Met switch { true => "met", false => "**missed**", null => "" };
            table.Append(CultureInfo.InvariantCulture, $"| {target} | {result.Work} | {result.Ours} | {result.Reference} | {ratio} | {wanted} | {met} |\n");
        }

        return table.ToString();
    }

    static string Repository(string folder) =>
        File.Exists(Path.Combine(folder, "ODataFeed.sln"))
            ? folder
            : Repository(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("ODataFeed.sln is in no folder above the benchmarks."));
}
