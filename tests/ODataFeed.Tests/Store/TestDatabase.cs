using Microsoft.Data.Sqlite;
using ODataFeed.Store;
using Xunit;

namespace ODataFeed.Tests.Store;

/// <summary>A store without tables on one of the providers. A file is deleted at the end.</summary>
sealed class TestDatabase : IDisposable
{
    readonly string? _folder;

    TestDatabase(StoreOptions options, string? folder = null)
    {
        Options = options;
        _folder = folder;
        Database = StoreSetup.Database(options);
    }

    /// <summary>The providers there are on this machine.</summary>
    public static TheoryData<string> Providers { get; } =
        [.. Enum.GetNames<StoreProvider>().Where(name => name != nameof(StoreProvider.PostgreSql) || PostgreSqlServer.Missing is null)];

    /// <summary>Those that keep what is written.</summary>
    public static TheoryData<string> KeepingProviders { get; } =
        [.. Enum.GetNames<StoreProvider>().Where(name => name == nameof(StoreProvider.Sqlite) || (name == nameof(StoreProvider.PostgreSql) && PostgreSqlServer.Missing is null))];

    public StoreOptions Options { get; }

    public StoreDatabase Database { get; }

    public static async Task<TestDatabase> NewAsync(string provider)
    {
        switch (Enum.Parse<StoreProvider>(provider))
        {
            case StoreProvider.Sqlite:
                var folder = Directory.CreateTempSubdirectory("feed").FullName;
                var file = Path.Combine(folder, "feed.db");
                return new TestDatabase(new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = $"Data Source={file}" }, folder);
            case StoreProvider.PostgreSql:
                return new TestDatabase(new StoreOptions { Provider = StoreProvider.PostgreSql, ConnectionString = await PostgreSqlServer.NewSchemaAsync() });
            default:
                return new TestDatabase(new StoreOptions());
        }
    }

    public void Dispose()
    {
        if (_folder is null)
            return;
        using (var connection = new SqliteConnection(Options.ConnectionString))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }
}
