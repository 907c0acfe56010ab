using Microsoft.Data.Sqlite;
using Npgsql;

namespace ODataFeed.Store;

/// <summary>What connection strings may be; what is wrong with one is said without quoting it, as it may hold a password.</summary>
static class ConnectionStrings
{
    /// <summary>What is legal for the provider, if the text is not; else null.</summary>
    public static string? Fault(StoreProvider provider, string? text) => provider switch
    {
        StoreProvider.InMemory => text is null ? null : "no value, because Store:Provider is InMemory and would keep nothing there",
        StoreProvider.Sqlite => IsFile(text) ? null : "a connection string of SQLite that names a file, such as Data Source=feed.db",
        StoreProvider.PostgreSql => IsServer(text)
            ? null
            : "a connection string of Npgsql, such as Host=db.contoso.com;Database=feed;Username=feed;Password=x",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Not a provider."),
    };

    static bool IsFile(string? text) => Parses(text, found => new SqliteConnectionStringBuilder(found)) is { } parsed
        && parsed.DataSource is not ("" or ":memory:") && parsed.Mode != SqliteOpenMode.Memory;

    static bool IsServer(string? text) => Parses(text, found => new NpgsqlConnectionStringBuilder(found)) is { Host: not (null or "") };

    static T? Parses<T>(string? text, Func<string, T> parse) where T : class
    {
        try
        {
            return text is null ? null : parse(text);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
