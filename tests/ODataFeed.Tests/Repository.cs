namespace ODataFeed.Tests;

/// <summary>The checkout the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The C# files below a folder, built output left out.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ODataFeed.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("ODataFeed.sln is in no folder above the tests."));
}
