using GraphSimulator;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ODataFeed.Tests.Simulator;

public sealed class OptionsTests
{
    [Fact]
    public void AnEmptySectionIsTheDefault() => Assert.Equal(new GraphSimulatorOptions().Users, Read().Users);

    [Fact]
    public void EverySettingIsRead()
    {
        var options = Read(
            ("Users", "12"), ("Seed", "-3"), ("days", "30"), ("Now", "2026-08-01"), ("AccessToken", "t"), ("Port", "1"), ("DownloadPort", "2"));

        Assert.Equal((12, -3L, 30, "t", 1, 2), (options.Users, options.Seed, options.Days, options.AccessToken, options.Port, options.DownloadPort));
        Assert.Equal(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), options.Now);
    }

    [Theory]
    [InlineData("Users", "0", "The setting GraphSimulator:Users is '0'; legal is a whole number from 1 to 1000000.")]
    [InlineData("Users", "many", "The setting GraphSimulator:Users is 'many'; legal is a whole number from 1 to 1000000.")]
    [InlineData("Days", "4000", "The setting GraphSimulator:Days is '4000'; legal is a whole number from 1 to 3650.")]
    [InlineData("Now", "soon", "The setting GraphSimulator:Now is 'soon'; legal is a date or an ISO 8601 instant such as 2026-08-01T09:00:00Z.")]
    [InlineData("AccessToken", "a b", "The setting GraphSimulator:AccessToken is 'a b'; legal is visible ASCII characters without blanks.")]
    [InlineData("Port", "65536", "The setting GraphSimulator:Port is '65536'; legal is a whole number from 0 to 65535.")]
    [InlineData("Usres", "5", "The setting GraphSimulator:Usres is '5'; legal is a name among Users, Seed, Days, Now, AccessToken, Port, DownloadPort.")]
    public void AWrongSettingSaysWhatIsLegal(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidSettingException>(() => Read((name, value))).Message);

    static GraphSimulatorOptions Read(params (string Name, string Value)[] settings) =>
        GraphSimulatorOptions.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"GraphSimulator:{setting.Name}", (string?)setting.Value)))
            .Build());
}
