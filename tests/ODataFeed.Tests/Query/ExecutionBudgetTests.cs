using ODataFeed.Query;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Feed;
using Xunit;

namespace ODataFeed.Tests.Query;

/// <summary>Short texts that ask for endless work end when they have used up what they may.</summary>
public sealed class ExecutionBudgetTests
{
    /// <summary>A hundred times what the honest queries below take.</summary>
    const long Budget = 4_000_000;

    static readonly FeedModel Model = FeedModel.Of(Reports.Catalog.Reports, []);

    static readonly IReadOnlyList<Table> Tables = SmallTenant.Tables(Model);

    [Theory]
    [InlineData("concat(identity,identity)/groupby((SiteType),aggregate($count as N))")]
    [InlineData("join(Date as D)/groupby((D/Month),nest(identity as Rows))")]
    [InlineData("groupby((rollup(ReportDate,SiteType)),aggregate(StorageUsedByte with sum as S))")]
    public void AnHonestQueryIsAnswered(string apply) => Assert.True(Run(apply).Rows.Count > 0);

    [Theory]
    [InlineData("concat(identity,identity)", 40)]
    [InlineData("concat(orderby(SiteType),orderby(ReportDate desc),identity)", 12)]
    [InlineData("nest(identity as A)/concat(identity,identity)/nest(identity as B)/concat(identity,identity)/nest(identity as C)/concat(identity,identity)", 1, 12)]
    [InlineData("outerjoin(Date as D{0})", 90, 10)]
    [InlineData("addnested(Date,compute(Year add 1 as Next) as D{0})", 90, 10)]
    [InlineData("groupby((rollup(ReportRefreshDate,SiteType,ReportDate,ReportPeriod,StorageUsedByte),rollup($all,Date/Year,Date/Month,Date/IsoWeek,Date/Weekday),rollup($all,Date/Quarter,Date/DateKey,Date/FiscalYear)))", 1, 10)]
    [InlineData("groupby((SiteType),groupby((ReportDate),groupby((StorageUsedByte),concat(identity,identity)/concat(identity,identity)/concat(identity,identity)/concat(identity,identity))))", 3, 5)]
    [InlineData("nest(identity as A{0},identity as B{0},identity as C{0},identity as D{0},identity as E{0},identity as F{0},identity as G{0},identity as H{0},identity as I{0})", 1, 9)]
    [InlineData("nest(identity as Rows)/filter(Rows/any(a:a/StorageUsedByte gt 1) and Rows/all(a:a/SiteType ne 'x') and Rows/$count($filter=SiteType eq 'All') gt 1)/compute(Rows/$count($filter=SiteType eq 'y') as N{0})", 1, 9)]
    public void AnExplosiveQueryIsRefused(string transformation, int times, int doublings = 0)
    {
        var doubled = Enumerable.Repeat("concat(identity,identity)", doublings);
        var apply = string.Join('/', doubled.Concat(Enumerable.Range(0, times).Select(i => transformation.Replace("{0}", $"{i}", StringComparison.Ordinal))));
        Assert.Equal("QueryTooExpensive", Assert.Throws<FeedException>(() => Run(apply)).Code);
    }

    static RowSet Run(string apply)
    {
        var plan = new Planner(Model, TimeProvider.System).Plan(PathParser.Parse("OneDriveUsageStorage"), QueryParser.Parse($"$apply={Uri.EscapeDataString(apply)}"));
        var table = Of("OneDriveUsageStorage");
        return new Pipeline(Of, new ExecutionBudget(default, most: Budget)).Run(plan.Steps, new RowSet(table, new RowList(table.Count)));
    }

    static Table Of(string set) => Tables.Single(table => table.Schema.Name == set);
}
