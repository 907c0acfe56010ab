using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ODataFeed.Tests.Store;

/// <summary>
/// A real PostgreSQL of the tests' own: made in a temporary folder, on a free port of this machine, gone with the process. It runs as the
/// user <c>postgres</c> where the tests run as root, which PostgreSQL refuses to.
/// </summary>
static class PostgreSqlServer
{
    /// <summary>The process is held on to: its input would close with it.</summary>
    static readonly Lazy<Task<(int Port, Process Server)>> Running = new(StartAsync);
    static int _schemas;

    /// <summary>Why there is none; null where there is, and under CI, where one must be.</summary>
    public static string? Missing { get; } = Binaries() is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "PostgreSQL is not installed (apt-get install postgresql), so nothing is tested on it."
        : null;

    /// <summary>A connection string to a schema without tables.</summary>
    public static async Task<string> NewSchemaAsync()
    {
        var (port, _) = await Running.Value;
        var connection = $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database=postgres";
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _schemas)}");
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE SCHEMA {name}");
        await command.ExecuteNonQueryAsync();
        return $"{connection};Search Path={name};Maximum Pool Size=8";
    }

    static async Task<(int Port, Process Server)> StartAsync()
    {
        var binaries = Binaries() ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql.");
        var port = FreePort();
        // The shell ends the server when its input does: when the tests end, however they do.
        var script = $"""
            set -e
            cd /
            folder=$(mktemp -d)
            '{binaries}/initdb' -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C >/dev/null
            '{binaries}/postgres' -D "$folder/data" -p {port} -k "$folder" -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300 >"$folder/log" 2>&1 &
            server=$!
            cat >/dev/null
            kill -INT $server
            wait $server || true
            rm -rf "$folder"
            """;
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", "sh", "-c", script] : ["sh", "-c", script];
        var server = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true })!;
        await UntilItAnswersAsync(port);
        return (port, server);
    }

    static async Task UntilItAnswersAsync(int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false");
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The folder of the newest version, as Debian and Ubuntu lay it out; else wherever the path finds it.</summary>
    static string? Binaries() => new[] { "/usr/lib/postgresql" }
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal))
        .Select(version => Path.Combine(version, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
}
