namespace ODataFeed.Tests.Store;

/// <summary>The PostgreSQL that tests share, each in a schema of its own.</summary>
static class PostgreSqlServer
{
    /// <summary>The process is held on to: its input would close with it.</summary>
    static readonly Lazy<Task<PostgreSqlProcess>> Running = new(PostgreSqlProcess.StartAsync);

    /// <summary>Why there is none; null where there is, and under CI, where one must be.</summary>
    public static string? Missing { get; } = PostgreSqlProcess.Binaries is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "PostgreSQL is not installed (apt-get install postgresql), so nothing is tested on it."
        : null;

    /// <summary>A connection string to a schema without tables.</summary>
    public static async Task<string> NewSchemaAsync() => await (await Running.Value).NewSchemaAsync();
}
