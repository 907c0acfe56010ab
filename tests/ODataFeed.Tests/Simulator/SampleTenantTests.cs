using System.Globalization;
using GraphSimulator.Rows;
using GraphSimulator.Tenant;
using Xunit;

namespace ODataFeed.Tests.Simulator;

/// <summary>What the sample tenant is like, and what of it changes when.</summary>
public sealed class SampleTenantTests
{
    static readonly DateTimeOffset Start = SimulatorFixture.Start;

    [Fact]
    public void TheSameSeedGivesTheSameTenant()
    {
        Assert.Equal(Rows(Tenant(1), "EmailActivityUserDetail", "D30"), Rows(Tenant(1), "EmailActivityUserDetail", "D30"));
        Assert.NotEqual(Rows(Tenant(1), "EmailActivityUserDetail", "D30"), Rows(Tenant(2), "EmailActivityUserDetail", "D30"));
    }

    [Fact]
    public void TheNumberOfUsersIsTheOneAskedFor() => Assert.Equal(300, Rows(Tenant(1), "Office365ActiveUserDetail", "D7").Count);

    [Fact]
    public void AStartLaterInTheMonthFindsTheSameDays()
    {
        var first = Days(Tenant(1, Start), "Office365ActiveUserCounts");
        var later = Days(Tenant(1, Start.AddDays(9)), "Office365ActiveUserCounts");

        Assert.Equal(171, later.Keys.Count(first.ContainsKey));
        Assert.All(later.Where(day => first.ContainsKey(day.Key)), day => Assert.Equal(first[day.Key], day.Value));
    }

    [Fact]
    public void AsTheClockMovesOnTheTenantDoesAndThePastStays()
    {
        var clock = new FakeClock(Start);
        var tenant = new SampleTenant(300, 1, 400, clock);
        var report = Reports.Catalog.Find("Office365ActiveUserCounts")!;
        var before = Days(tenant, report.EntitySet);
        var people = Rows(tenant, "Office365ActiveUserDetail", "D7").Count;
        Assert.Equal(new DateOnly(2026, 8, 10), tenant.ContentDate(report));

        clock.Advance(TimeSpan.FromDays(60));

        Assert.Equal(new DateOnly(2026, 10, 9), tenant.ContentDate(report));
        var after = Days(tenant, report.EntitySet);
        Assert.Equal(120, after.Keys.Count(before.ContainsKey));
        Assert.All(after.Where(day => before.ContainsKey(day.Key)), day => Assert.Equal(before[day.Key], day.Value));
        Assert.True(Rows(tenant, "Office365ActiveUserDetail", "D7").Count > people);
    }

    [Fact]
    public void WeekendsHolidaysAndSummerAreVisible()
    {
        var active = Days(Tenant(1, new DateTimeOffset(2027, 1, 20, 8, 0, 0, TimeSpan.Zero)), "Office365ActiveUserCounts").ToDictionary(
            day => DateOnly.ParseExact(day.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            day => Number(day.Value.Split(',')[0]));
        double Mean(Func<DateOnly, bool> days) => active.Where(day => days(day.Key)).Average(day => day.Value);

        static bool IsWorkday(DateOnly day) => day.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Thursday;

        var workday = Mean(day => day.Month is 10 or 11 && IsWorkday(day));
        Assert.True(Mean(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) < workday / 2);
        Assert.True(active[new DateOnly(2026, 12, 25)] < workday / 2);
        Assert.True(Mean(day => day.Month == 8 && day.Day < 25 && IsWorkday(day)) < workday * 0.95);
    }

    [Fact]
    public void CopilotIsLaunchedHalfwayAndTakenUpSlowly()
    {
        var enabled = Rows(Tenant(1), "Microsoft365CopilotUserCountTrend", "ALL")
            .Select(row => row.Split(','))
            .Select(row => (Enabled: Number(row[16]), Active: Number(row[17])))
            .Reverse()
            .ToList();

        Assert.All(enabled.Take(150), day => Assert.Equal((0, 0), day));
        Assert.InRange(enabled[^1].Enabled, 30, 150);
        Assert.True(enabled[270].Enabled < enabled[^1].Enabled);
        Assert.All(enabled, day => Assert.True(day.Active <= day.Enabled));
    }

    [Fact]
    public void NamesAndLicencesHaveTheTrapsOfRealOnes()
    {
        var rows = Rows(new SampleTenant(2500, 1, 60, new FakeClock(Start)), "Office365ActiveUserDetail", "D7");

        Assert.Contains(rows, row => row.Contains("ENTERPRISE MOBILITY + SECURITY E5", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("o'brien@contoso.com", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("Müller, ", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains(",True,2026-", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.EndsWith("MICROSOFT 365 F3", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.EndsWith(',') && row.Contains(",False,,False,", StringComparison.Ordinal));
        Assert.Equal(2500, rows.Select(row => row.Split(',')[1]).Distinct().Count());
        Assert.Contains(Rows(Tenant(1), "SharePointSiteUsageDetail", "D7"), row => row.Split(',')[2].Length == 0);
    }

    /// <summary>
    /// Names, licences and activity are computed, not kept. What this thread allocates bounds what it keeps, and other tests do not
    /// disturb it.
    /// </summary>
    [Fact]
    public void ALargeTenantIsSmallInMemory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tenant = new SampleTenant(300_000, 1, 400, new FakeClock(Start));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 1_000_000, 30_000_000);
        GC.KeepAlive(tenant);
    }

    [Fact]
    public void WhatALargeTenantComputesEndsWithIt()
    {
        var tenant = new SampleTenant(300_000, 1, 400, new FakeClock(Start));
        tenant.Dispose();

        Assert.Throws<OperationCanceledException>(() => Rows(tenant, "Office365ActiveUserCounts", "D180"));
        Assert.Throws<OperationCanceledException>(() => Rows(tenant, "SharePointSiteUsageDetail", "D180"));
    }

    static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    static SampleTenant Tenant(long seed, DateTimeOffset? now = null) => new(300, seed, 400, new FakeClock(now ?? Start));

    static Dictionary<string, string> Days(SampleTenant tenant, string set) => Rows(tenant, set, "D180")
        .Select(row => row.Split(',', 2)[1])
        .ToDictionary(row => row.Split(',')[^2]);

    static List<string> Rows(SampleTenant tenant, string set, string? period)
    {
        var report = Reports.Catalog.Find(set)!;
        using var rows = tenant.Open(report, new ReportWindow(period, null));
        var cells = new Cell[report.Columns.Count(column => !column.Generated)];
        var found = new List<string>();
        while (rows.Read(cells))
            found.Add(string.Join(',', cells.Select(cell => cell.ToString())));
        return found;
    }
}
