using ODataFeed.Graph;
using Xunit;

namespace ODataFeed.Tests.Graph;

public sealed class GraphLinksTests
{
    static readonly ReportRequest Request = new(Reports.Of("getOffice365ActiveUserCounts"), "D7");

    public static TheoryData<string, string> Cases => CaseFile.Pairs("Graph/DownloadHosts.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void ARedirectIsFollowedToAllowedHostsOnly(string given, string expected)
    {
        var (hosts, location) = (given.Split(';')[0], given.Split(';')[1].Trim());
        Assert.True(DownloadHosts.TryParse(hosts.Split(',', StringSplitOptions.TrimEntries), out var allowed));

        var error = Record.Exception(() => GraphLinks.Download(location, allowed, Request.ToString())) as GraphException;

        var start = $"{Request}: the redirect ";
        Assert.Equal(expected, error is null ? "yes" : error.Message[start.Length..].Split(';')[0].TrimEnd('.'));
        Assert.Equal(error is null ? null : "LinkRefused", error?.Code);
    }

    [Fact]
    public void ALinkIsKeptAsWritten()
    {
        const string Written = "https://reports.office.com/data/../d%2e%2F/%41?token=%7e+~%20%C3%A4&a=b%26";

        Assert.Equal(Written["https://reports.office.com".Length..], GraphLinks.Download(Written, DownloadHosts.Default, Request.ToString()).PathAndQuery);
    }

    [Fact]
    public void TheMessageNeverHoldsTheToken()
    {
        var error = Assert.Throws<GraphException>(() => GraphLinks.Download("https://evil.net/d?token=hush", DownloadHosts.Default, Request.ToString()));

        Assert.Equal(
            "getOffice365ActiveUserCounts(period='D7'): the redirect leads to https://evil.net:443; allowed by Graph:DownloadHosts: *.office.com, *.office365.com, "
            + "over https or to this machine, without user name.",
            error.Message);
    }
}
