namespace ODataFeed.Benchmarks;

/// <summary>A folder for one measurement, gone afterwards.</summary>
sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("odatafeed").FullName;

    /// <summary>The connection string of a store in it.</summary>
    public string Store => $"Data Source={System.IO.Path.Combine(Path, "store.db")}";

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
