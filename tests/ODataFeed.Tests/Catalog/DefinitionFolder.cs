namespace ODataFeed.Tests.Catalog;

/// <summary>A folder of report definitions, gone after the test.</summary>
sealed class DefinitionFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("catalog-").FullName;

    public DefinitionFolder Write(string file, string content)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), content);
        return this;
    }

    public string WithoutPath(string message) => message.Replace(Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
