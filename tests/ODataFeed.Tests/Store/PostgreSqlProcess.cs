using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ODataFeed.Tests.Store;

/// <summary>
/// A real PostgreSQL of the tests' own: made in a temporary folder, on a free port of this machine, gone with the process or when disposed.
/// It runs as the user <c>postgres</c> where the tests run as root, which PostgreSQL refuses to.
/// </summary>
sealed class PostgreSqlProcess : IDisposable
{
    readonly Process _shell;
    readonly int _port;
    int _schemas;

    PostgreSqlProcess(Process shell, int port)
    {
        _shell = shell;
        _port = port;
    }

    /// <summary>The folder of the newest version, as Debian and Ubuntu lay it out; else wherever the path finds it.</summary>
    public static string? Binaries { get; } = new[] { "/usr/lib/postgresql" }
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal))
        .Select(version => Path.Combine(version, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    string Connection => $"Host=127.0.0.1;Port={_port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database=postgres";

    public static async Task<PostgreSqlProcess> StartAsync()
    {
        var binaries = Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql.");
        var port = FreePort();
        // The shell ends the server when its input does: when the tests end, however they do.
        var script = $"""
            set -e
            cd /
            folder=$(mktemp -d)
            '{binaries}/initdb' -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C >/dev/null
            start() {"{"}
                '{binaries}/postgres' -D "$folder/data" -p {port} -k "$folder" -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300 >>"$folder/log" 2>&1 &
                server=$!
            {"}"}
            stop() {"{"}
                kill -INT $server
                wait $server || true
            {"}"}
            start
            while read -r command; do
                $command
                echo done
            done
            stop
            rm -rf "$folder"
            """;
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", "sh", "-c", script] : ["sh", "-c", script];
        var shell = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var server = new PostgreSqlProcess(shell, port);
        await server.UntilItAnswersAsync();
        return server;
    }

    /// <summary>A connection string to a schema without tables.</summary>
    public async Task<string> NewSchemaAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _schemas)}");
        await using var source = NpgsqlDataSource.Create(Connection + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE SCHEMA {name}");
        await command.ExecuteNonQueryAsync();
        return $"{Connection};Search Path={name};Maximum Pool Size=8";
    }

    /// <summary>Ends the server as an operator does: all connections are cut, nothing is lost.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Starts it again.</summary>
    public async Task ContinueAsync()
    {
        await TellAsync("start");
        await UntilItAnswersAsync();
    }

    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }

    async Task TellAsync(string command)
    {
        await _shell.StandardInput.WriteLineAsync(command);
        await _shell.StandardOutput.ReadLineAsync();
    }

    async Task UntilItAnswersAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var source = NpgsqlDataSource.Create(Connection + ";Pooling=false");
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
}
