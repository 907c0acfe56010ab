using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ODataFeed.Tests.Settings;

public sealed class OpenAddressTests
{
    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://+:0")]
    [InlineData("--http_ports=0")]
    public async Task AnAddressThatOthersReachStopsTheStart(string address) =>
        Assert.Equal(1, await Serve.RunAsync([address, "--GraphSimulator:Users=20", "--GraphSimulator:Days=30", "--Refresh:OnStart=false"]).WaitAsync(TimeSpan.FromSeconds(60)));

    [Fact]
    public async Task AnAddressThatIsTakenIsNamedWithAWayOut()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string[] words = [Path.Combine(AppContext.BaseDirectory, "ODataFeed.dll"), $"--urls=http://{other.LocalEndpoint}", "--GraphSimulator:Users=10", "--GraphSimulator:Days=30", "--Refresh:OnStart=false"];
        using var service = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var log = service.StandardOutput.ReadToEndAsync();
        var error = await service.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await service.WaitForExitAsync();
        Assert.Equal(1, service.ExitCode);
        Assert.Contains($"{other.LocalEndpoint}: address already in use. Another program listens there", error, StringComparison.Ordinal);
        Assert.Contains("--urls=", error, StringComparison.Ordinal);
        await log;
    }
}
