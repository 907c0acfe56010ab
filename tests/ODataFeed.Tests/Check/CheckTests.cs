using System.Diagnostics;
using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Hosting;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Check;

/// <summary>
/// The verb <c>check</c> as an administrator runs it: a process of its own, MSAL against a token endpoint over TLS, and the simulator as
/// Graph.
/// </summary>
public sealed class CheckTests(ITestOutputHelper output) : IAsyncLifetime
{
    static readonly string Token = TokenEndpoint.Token("Reports.Read.All", "ReportSettings.Read.All");
    static readonly string TokenWithoutRole = TokenEndpoint.Token("User.Read.All");

    TokenEndpoint _login = null!;
    SimulatorHost _graph = null!;

    public async Task InitializeAsync()
    {
        _login = await TokenEndpoint.StartAsync(Token);
        var options = new GraphSimulatorOptions
        {
            Users = 60,
            FurtherTokens = new Dictionary<string, IReadOnlyList<string>>
            {
                [Token] = [GraphPermissions.Reports, GraphPermissions.ReportSettings],
                [TokenWithoutRole] = [],
            },
        };
        _graph = await SimulatorHost.StartAsync(Reports.Catalog, options, new ShiftedClock(new DateTimeOffset(2026, 8, 12, 10, 0, 0, TimeSpan.Zero)));
    }

    public async Task DisposeAsync()
    {
        await _login.DisposeAsync();
        await _graph.DisposeAsync();
    }

    [Fact]
    public async Task ASecretThatIsGoodGetsReports()
    {
        var (code, screen) = await CheckAsync($"--Graph:ClientSecret={TokenEndpoint.Secret}");

        Assert.Equal(
            $"""
            ✔ Settings                 93 reports of {_graph.Endpoint} as ClientSecret
            ✔ Token                    for 127.0.0.1
            ✔ Roles in the token       Reports.Read.All, ReportSettings.Read.All
            ✔ Reports.Read.All         Graph gives reports
            ✔ Download host            127.0.0.1 is allowed and answers
            ✔ One report               getEmailActivityCounts(period='D7'): 7 rows, the newest of 2026-08-10
            ✔ ReportSettings.Read.All  Graph tells whether names are concealed
            ✔ Concealed names          no: users, sites and groups have their names

            Ready.

            """,
            screen);
        Assert.Equal(0, code);
        Assert.Equal(["secret"], _login.Proofs.Distinct());
    }

    [Theory]
    [InlineData("client.pfx", "opens-it")]
    [InlineData("client.pem", null)]
    public async Task ACertificateThatIsRegisteredGetsReports(string file, string? password)
    {
        string[] settings = [$"--Graph:CertificatePath={Path.Combine(_login.Folder.FullName, file)}", .. password is null ? [] : new[] { $"--Graph:CertificatePassword={password}" }];

        var (code, screen) = await CheckAsync(settings);

        Assert.True(code == 0, screen);
        Assert.Contains("as ClientCertificate", screen, StringComparison.Ordinal);
        Assert.Equal(["assertion"], _login.Proofs.Distinct());
    }

    [Fact]
    public async Task AWrongSecretIsToldWithWhatToDo()
    {
        var (code, screen) = await CheckAsync("--Graph:ClientSecret=something-else");

        Assert.Equal(1, code);
        Assert.Contains("✘ Token", screen, StringComparison.Ordinal);
        Assert.Contains("→ The client secret is wrong: set Graph:ClientSecret to the secret's value, not to its id.", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("something-else", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingRoleIsToldWithWhatToDo()
    {
        var (code, screen) = await CheckAsync($"--Graph:AccessToken={TokenWithoutRole}");

        Assert.Equal(1, code);
        Assert.Contains("✘ Roles in the token       User.Read.All", screen, StringComparison.Ordinal);
        Assert.Contains("✘ Reports.Read.All         getEmailActivityCounts(period='D7'): Graph answered 403 S2SUnauthorized: Invalid permission.", screen, StringComparison.Ordinal);
        Assert.Contains("→ Grant the app registration Reports.Read.All (application permission) and consent as an administrator.", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConcealedNamesAreToldWithWhatToDo()
    {
        _graph.Faults.ConcealNames = true;

        var (code, screen) = await CheckAsync($"--Graph:ClientSecret={TokenEndpoint.Secret}");

        Assert.Equal(1, code);
        Assert.Contains("✘ Concealed names          yes: users are hashes, ids are zero", screen, StringComparison.Ordinal);
        Assert.Contains("→ To see names: Microsoft 365 admin center", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnreachableDownloadHostIsToldWithWhatToDo()
    {
        _graph.Faults.Add(new Fault { Kind = FaultKind.RedirectToDeadPort, Report = "get*" });

        var (code, screen) = await CheckAsync($"--Graph:ClientSecret={TokenEndpoint.Secret}", "--Graph:DownloadHosts=127.0.0.1:1");

        Assert.Equal(1, code);
        Assert.Contains("✔ Reports.Read.All", screen, StringComparison.Ordinal);
        Assert.Contains("✘ Download host            getEmailActivityCounts(period='D7'): no answer from 127.0.0.1: ConnectionError", screen, StringComparison.Ordinal);
        Assert.Contains("→ Check name resolution, proxy and firewall between this machine and the host.", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAuthorityNobodyTrustsIsTold()
    {
        var (code, screen) = await CheckAsync(trusts: false, $"--Graph:ClientSecret={TokenEndpoint.Secret}");

        Assert.Equal(1, code);
        Assert.Contains("✘ Token", screen, StringComparison.Ordinal);
        Assert.Empty(_login.Proofs);
    }

    Task<(int Code, string Screen)> CheckAsync(params string[] settings) => CheckAsync(trusts: true, settings);

    async Task<(int Code, string Screen)> CheckAsync(bool trusts, params string[] settings)
    {
        string[] common =
        [
            Path.Combine(AppContext.BaseDirectory, "ODataFeed.dll"), "check",
            $"--Graph:Endpoint={_graph.Endpoint}", $"--Graph:AuthorityHost={_login.Address}",
            $"--Graph:TenantId={TokenEndpoint.Tenant}", $"--Graph:ClientId={TokenEndpoint.Client}",
            .. settings.Any(setting => setting.Contains("DownloadHosts", StringComparison.Ordinal)) ? [] : new[] { $"--Graph:DownloadHosts={_graph.DownloadHost}" },
        ];
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.Ordinal))
            start.FileName = "dotnet";
        foreach (var argument in common.Concat(settings))
            start.ArgumentList.Add(argument);
        if (trusts)
            start.Environment["SSL_CERT_FILE"] = Path.Combine(_login.Folder.FullName, "ca.pem");
        using var process = Process.Start(start)!;
        var screen = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.WriteLine(screen);
        return (process.ExitCode, screen);
    }
}
