using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Catalog;

public sealed class EmbeddedCatalogTests
{
    static readonly ReportCatalog Embedded = ReportCatalog.Load();

    [Fact]
    public void HoldsAllReportsOfGraph()
    {
        Assert.Equal(93, Embedded.Reports.Count);
        Assert.Equal(78, Embedded.Reports.Count(report => report.V1));
    }
}
