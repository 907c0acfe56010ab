using GraphSimulator;
using GraphSimulator.Hosting;
using UsageReports;

var configuration = new ConfigurationBuilder()
    .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(args)
    .Build();
try
{
    var options = GraphSimulatorOptions.Read(configuration, new GraphSimulatorOptions { Port = 5081, DownloadPort = 5082 });
    TimeProvider time = options.Now is { } now ? new ShiftedClock(now) : TimeProvider.System;
    using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
    await using var host = await SimulatorHost.StartAsync(ReportCatalog.Load(configuration["Catalog:Folder"]), options, time, loggers);
    Console.WriteLine($$"""
        Graph      {{host.Endpoint}}
        Downloads  http://{{host.DownloadHost}}/
        Try        curl -sL -H "Authorization: Bearer {{host.AccessToken}}" "{{host.Endpoint}}v1.0/reports/getOffice365ActiveUserCounts(period='D7')"
        Faults     curl -X POST {{host.Endpoint}}faults -d '{"faults":[{"kind":"Throttled","report":"getTeams*","times":2,"retryAfter":5}]}'
        Stop       Ctrl+C
        """);
    var stop = new TaskCompletionSource();
    Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        stop.TrySetResult();
    };
    using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(
        System.Runtime.InteropServices.PosixSignal.SIGTERM,
        signal =>
        {
            signal.Cancel = true;
            stop.TrySetResult();
        });
    await stop.Task;
    return 0;
}
catch (Exception e) when (e is InvalidSettingException or CatalogException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
