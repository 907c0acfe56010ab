using ODataFeed.Snapshot.Derived;
using Xunit;

namespace ODataFeed.Tests.Snapshot.Derived;

public sealed class DateTableTests
{
    [Theory]
    [InlineData("2026-01-01 | 20260101 | 2026 | 1 | 1 | January | 1 | 4 | Thursday | False | 2026 | 1")]
    [InlineData("2026-03-29 | 20260329 | 2026 | 1 | 3 | March | 13 | 7 | Sunday | True | 2026 | 1")]
    [InlineData("2026-04-04 | 20260404 | 2026 | 2 | 4 | April | 14 | 6 | Saturday | True | 2026 | 2")]
    [InlineData("2026-12-31 | 20261231 | 2026 | 4 | 12 | December | 53 | 4 | Thursday | False | 2026 | 4")]
    [InlineData("2027-01-01 | 20270101 | 2027 | 1 | 1 | January | 53 | 5 | Friday | False | 2027 | 1")]
    [InlineData("2024-12-30 | 20241230 | 2024 | 4 | 12 | December | 1 | 1 | Monday | False | 2024 | 4")]
    [InlineData("2024-02-29 | 20240229 | 2024 | 1 | 2 | February | 9 | 4 | Thursday | False | 2024 | 1")]
    public void ADayHasItsRow(string row) => Assert.Contains(row, Sets.Print(DateTable.Of(new YearRange(2024, 2027), 1)));

    [Theory]
    [InlineData(1, "2026-12-31", 2026, 4)]
    [InlineData(1, "2027-01-01", 2027, 1)]
    [InlineData(7, "2026-06-30", 2026, 4)]
    [InlineData(7, "2026-07-01", 2027, 1)]
    [InlineData(7, "2026-12-31", 2027, 2)]
    [InlineData(7, "2027-01-01", 2027, 3)]
    [InlineData(10, "2026-09-30", 2026, 4)]
    [InlineData(10, "2026-10-01", 2027, 1)]
    [InlineData(2, "2026-01-31", 2026, 4)]
    [InlineData(2, "2026-02-01", 2027, 1)]
    [InlineData(12, "2026-11-30", 2026, 4)]
    [InlineData(12, "2026-12-01", 2027, 1)]
    public void AFiscalYearIsNamedByTheYearItEndsIn(int start, string day, int year, int quarter) =>
        Assert.Contains($"{day} | {year} | {quarter}", Sets.Print(DateTable.Of(new YearRange(2026, 2027), start), "Date", "FiscalYear", "FiscalQuarter"));

    [Fact]
    public void YearsAreWholeAndWithoutGaps()
    {
        var days = Enumerable.Range(new DateOnly(2024, 1, 1).DayNumber, 366 + 365 + 365).Select(DateOnly.FromDayNumber);

        var table = DateTable.Of(new YearRange(2024, 2026), 4);

        Assert.Equal(days, Enumerable.Range(0, table.Count).Select(row => (DateOnly)table["Date"].GetObject(row)!));
    }

    /// <summary>Each quarter of a fiscal year has three months, wherever it begins.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public void AFiscalQuarterHasThreeMonths(int start)
    {
        var table = DateTable.Of(new YearRange(2025, 2027), start);
        var months = Sets.Print(table, "FiscalYear", "FiscalQuarter", "Year", "Month").Distinct().Select(row => row.Split(" | "));
        var whole = months.GroupBy(row => row[0]).Where(year => year.Count() == 12).ToList();

        Assert.True(whole.Count >= 2);
        Assert.All(whole, year => Assert.All(year.CountBy(row => row[1]), quarter => Assert.Equal(3, quarter.Value)));
    }

    [Theory]
    [InlineData("2026-05-01", "2026-04-30", 2026, 2026)]
    [InlineData("2027-01-02", "2026-12-31", 2026, 2027)]
    [InlineData("2024-01-02", "2026-12-31", 2024, 2026)]
    [InlineData("0001-01-01", "2025-12-31", 2025, 2026)]
    [InlineData("9999-12-31", "0001-01-01", 2026, 2026)]
    public void TheYearsAreThoseOfAllBelievableDays(string day, string refreshed, int first, int last)
    {
        var table = Sets.Table("Office365ActiveUserCounts", $"ReportDate={day}; ReportRefreshDate={refreshed}", "ReportDate=2026-06-01");

        Assert.Equal(new YearRange(first, last), new YearRange(2026, 2026).With(table));
    }

    [Fact]
    public void InstantsAreDaysToo()
    {
        var table = Sets.Table("ApiUsage", "Date=2025-12-31T23:00:00Z");

        Assert.Equal(new YearRange(2025, 2026), new YearRange(2026, 2026).With(table));
    }
}
