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
}
