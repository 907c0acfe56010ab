using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ODataFeed.Benchmarks;

/// <summary>
/// Fills a PostgreSQL with the daily refreshes of a large tenant and reads it through the service with <c>Feed:Engine=Database</c>: how
/// long answers take, what SQL was sent, and how much memory the service held.
/// <c>dotnet run -c Release --project tests/ODataFeed.Benchmarks -- scale "Host=…" [users] [refreshes]</c>
/// </summary>
sealed class Scale(string connection, int users, int refreshes)
{
    const string Set = "EmailActivityUserDetailHistory";

    /// <summary>235 MB, in hexadecimal, as the runtime wants it.</summary>
    const string HeapLimit = "E000000";

    static readonly (string Title, string Url)[] Questions =
    [
        ("entity by key", $"{Set}(ReportRefreshDate=2026-10-05,ReportPeriod=30,UserPrincipalName='user000123456@contoso.com')"),
        ("filtered page", $"{Set}?$filter=ReportRefreshDate eq 2026-10-10 and SendCount gt 290&$select=UserPrincipalName,SendCount&$top=1000"),
        ("ordered page, no index", $"{Set}?$filter=ReportRefreshDate eq 2026-10-10&$orderby=SendCount desc&$top=100"),
        ("filter the database is not given", $"{Set}?$filter=ReportRefreshDate eq 2026-10-10 and contains(UserPrincipalName,'9999@')&$count=true&$top=10"),
        ("a month's aggregate", $"{Set}?$apply=filter(ReportRefreshDate ge 2026-10-01 and ReportRefreshDate le 2026-10-31)/groupby((ReportRefreshDate),aggregate($count as Users,SendCount with sum as Sent,ReceiveCount with average as Received))"),
        ("by month of the calendar", $"{Set}?$apply=groupby((Date/Year,Date/Month),aggregate(SendCount with sum as Sent))"),
        ("count", $"{Set}/$count"),
    ];

    readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var connection, .. var sizes])
        {
            Console.Error.WriteLine("scale <connection string of an empty PostgreSQL database> [users: 500000] [refreshes: 20]");
            return 2;
        }

        var numbers = sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList();
        await new Scale(connection, numbers.ElementAtOrDefault(0) is var users && users > 0 ? users : 500_000, numbers.ElementAtOrDefault(1) is var days && days > 0 ? days : 20).RunAsync();
        return 0;
    }

    async Task RunAsync()
    {
        using (var empty = await StartAsync([]))
            Stop(empty.Process);
        await FillAsync();
        using var service = await StartAsync(["--Logging:LogLevel:ODataFeed.Query.Database=Debug", "--Feed:RequestTimeout=01:00:00"]);
        Tell("started", $"{Memory(service.Process)}");
        foreach (var (title, url) in Questions)
            await AskAsync(service, title, $"{service.Root}/{url}");
        await ReadAsync(service);
        Stop(service.Process);
        Console.WriteLine(string.Join(Environment.NewLine, service.Sql.Distinct()));
    }

    /// <summary>The tables of a tenant whose users are reported every day; the last refresh is that of the set, the others its history.</summary>
    async Task FillAsync()
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=0");
        await using (var known = source.CreateCommand($"SELECT count(*) FROM \"_Sets\" WHERE \"Name\" = '{Set}'"))
        {
            if ((long)(await known.ExecuteScalarAsync())! > 0)
                return;
        }

        var started = Stopwatch.GetTimestamp();
        await FillAsync(source, Set, 0, refreshes - 2);
        await FillAsync(source, "EmailActivityUserDetail", refreshes - 1, refreshes - 1);
        await ExecuteAsync(source, $"""
            INSERT INTO "_Sets" ("Name", "PublishNumber") VALUES ('{Set}', 1);
            UPDATE "_Facts" SET "Value" = '1' WHERE "Name" = 'PublishNumber';
            """);
        await ExecuteAsync(source, "VACUUM ANALYZE");
        Tell("filled", string.Create(CultureInfo.InvariantCulture, $"{(long)users * refreshes} rows in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
    }

    Task FillAsync(NpgsqlDataSource source, string table, int first, int last) => ExecuteAsync(source, string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO "{table}" ("ReportRefreshDate", "UserPrincipalName", "DisplayName", "IsDeleted", "LastActivityDate", "SendCount", "ReceiveCount",
            "ReadCount", "MeetingCreatedCount", "MeetingInteractedCount", "AssignedProducts", "ReportPeriod")
        SELECT date '2026-10-01' + day, 'user' || lpad(u::text, 9, '0') || '@contoso.com', 'User ' || u, u % 97 = 0,
            CASE WHEN u % 5 > 0 THEN date '2026-10-01' + day - u % 28 END, (u * 7 + day * 13) % 300, (u * 11 + day * 5) % 900, (u + day) % 700, u % 9, u % 4,
            'MICROSOFT 365 E' || 3 + u % 3, 30
        FROM generate_series({first}, {last}) AS day, generate_series(0, {users - 1}) AS u ORDER BY 1, 2
        """));

    static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    async Task AskAsync(Service service, string title, string url)
    {
        for (var run = 0; run < 2; run++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await _client.GetAsync(url);
            var body = await answer.Content.ReadAsStringAsync();
            Tell(title, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, {body.Length} characters, {Memory(service.Process)}"));
            if (run == 0)
                Console.WriteLine("    " + body[..Math.Min(body.Length, 160)]);
        }
    }

    /// <summary>All rows as one CSV answer, counted by their line ends.</summary>
    async Task ReadAsync(Service service)
    {
        var (started, bytes, lines, most) = (Stopwatch.GetTimestamp(), 0L, 0L, 0L);
        await using var body = await _client.GetStreamAsync($"{service.Root}/{Set}?$format=csv");
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer)) > 0; bytes += read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            if (lines % 97 == 0)
                most = Math.Max(most, Resident(service.Process));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Tell("full read", string.Create(CultureInfo.InvariantCulture, $"{lines - 1} rows, {bytes / 1_000_000} MB in {seconds:F0} s, {lines / seconds / 1000:F0} k rows/s, at most {most / 1_000_000} MB resident, {Memory(service.Process)}"));
    }

    async Task<Service> StartAsync(string[] args)
    {
        var root = $"http://127.0.0.1:{FreePort()}";
        string[] all =
        [
            Path.Combine(AppContext.BaseDirectory, typeof(FeedHost).Assembly.GetName().Name + ".dll"), $"--urls={root}", "--Store:Provider=PostgreSql", $"--Store:ConnectionString={connection}",
            "--Feed:Engine=Database", "--Refresh:OnStart=false", "--GraphSimulator:Users=20", "--GraphSimulator:Days=30", .. args,
        ];
        var process = new Process { StartInfo = new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true } };

        // As a container of 400 MB would: on a machine with room to spare the collector lets garbage lie.
        process.StartInfo.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        var service = new Service(process, root + "/odata", []);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && (text.Contains("SELECT", StringComparison.Ordinal) || service.Sql is [.., var last] && text.StartsWith("      ", StringComparison.Ordinal) && last.Contains("SELECT", StringComparison.Ordinal)))
                service.Sql.Add(text.TrimEnd());
        };
        process.Start();
        process.BeginOutputReadLine();
        while (!await AnswersAsync(service.Root))
            await Task.Delay(200);
        return service;
    }

    async Task<bool> AnswersAsync(string root)
    {
        try
        {
            using var answer = await _client.GetAsync($"{root}/Reports?$top=1");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static void Stop(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }

    static string Memory(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{Resident(process) / 1_000_000} MB resident, {Status(process, "VmHWM") / 1_000_000} MB at most so far");

    static long Resident(Process process) => Status(process, "VmRSS");

    static long Status(Process process, string name) =>
        File.ReadLines($"/proc/{process.Id}/status").Where(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024).First();

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static void Tell(string what, string how) => Console.WriteLine($"{what,-34} {how}");

    sealed record Service(Process Process, string Root, List<string> Sql) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
