using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Snapshot;

/// <summary>Merging downloads, each case as rows in and rows out: <c>refresh date, key, value</c>.</summary>
public sealed class MergeTests
{
    static readonly TableSchema Trend = new(
        "Trend",
        "Trend",
        "A trend",
        [Date("ReportRefreshDate", key: false), Date("ReportDate", key: true), Number("Teams")],
        ["ReportDate"]);

    static readonly TableSchema Numbered = new(
        "Sites",
        "Sites",
        "A report with repeating keys",
        [Text("SiteId"), Number("Files"), new ColumnSchema(Report.Occurrence, ColumnType.Int32, false, "Number")],
        ["SiteId", Report.Occurrence]);

    static readonly TableSchema Plain = new("Users", "Users", "A report", [Text("Upn"), Number("Files")], ["Upn"]);

    static readonly TableSchema History = new(
        "UsersHistory",
        "Users",
        "A period report",
        [Date("ReportRefreshDate", key: true), new ColumnSchema("ReportPeriod", ColumnType.Int32, false, "Period"), Text("Upn"), Number("Files")],
        ["ReportRefreshDate", "ReportPeriod", "Upn"]);

    [Theory]
    [InlineData("5 1=10, 5 2=20", "6 2=21, 6 3=30", "5 1=10, 6 2=21, 6 3=30")] // a restated day, a day that left the window, a new day
    [InlineData("6 2=21", "5 2=20", "6 2=21")] // an older refresh does not overwrite
    [InlineData("6 2=21", "6 2=22", "6 2=22")] // the same refresh again: the later download wins
    [InlineData("", "5 1=null", "5 1=null")]
    [InlineData("5 1=10", "", "5 1=10")]
    public void ATrendKeepsTheNewestRefreshOfEachDay(string current, string download, string expected) =>
        Assert.Equal(expected, Show(TrendMerge.Apply(TrendRows(current), TrendRows(download))));

    [Theory]
    [InlineData("b=1, a=2, b=1", "a#1=2, b#1=1", 1)] // equal in every cell: one row
    [InlineData("0=3, 0=1, 0=2", "0#1=3, 0#2=1, 0#3=2", 0)] // one key, different cells: numbered in file order
    [InlineData("0=3, 0=1, 0=3, 0=1", "0#1=3, 0#2=1", 2)]
    public void RepeatingKeysAreNumberedAndCopiesDropped(string file, string expected, int duplicates)
    {
        var builder = new TableBuilder(Numbered);
        foreach (var (key, value) in Pairs(file))
            builder.Add(key, value, 99);
        var rows = DownloadedRows.Of(builder.Build());
        Assert.Equal(expected, string.Join(", ", SampleTables.RowsOf(rows.Table).Select(row => $"{row[0]}#{row[2]}={row[1] ?? "null"}")));
        Assert.Equal(duplicates, rows.Duplicates);
    }

    [Fact]
    public void WithoutNumbersTheLastRowOfAKeyWins()
    {
        var builder = new TableBuilder(Plain).Add("b", 1L).Add("a", 1L).Add("b", 2L);
        var rows = DownloadedRows.Of(builder.Build());
        Assert.Equal([["a", 1L], ["b", 2L]], SampleTables.RowsOf(rows.Table));
        Assert.Equal(1, rows.Duplicates);
    }

    [Fact]
    public void ConcealedTenantsLoseNoRow()
    {
        var builder = new TableBuilder(Numbered);
        for (var i = 0; i < 20_000; i++)
            builder.Add("00000000-0000-0000-0000-000000000000", (long)i, null);
        var rows = DownloadedRows.Of(builder.Build());
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (object?)(long)i), SampleTables.RowsOf(rows.Table).Select(row => row[1]));
        Assert.Equal(Enumerable.Range(1, 20_000).Cast<object?>(), SampleTables.RowsOf(rows.Table).Select(row => row[2]));
    }

    [Fact]
    public void APeriodRefreshReplacesItselfAndNothingElse()
    {
        var history = PeriodMerge.Apply(PeriodRows((1, 7, "a", 1), (1, 7, "b", 1), (1, 30, "a", 5), (2, 7, "a", 2)), PeriodRows((2, 7, "b", 3), (2, 7, "c", 4)));
        Assert.Equal("1/7 a=1, 1/7 b=1, 1/30 a=5, 2/7 b=3, 2/7 c=4", ShowPeriods(history));
    }

    [Fact]
    public void TheSetHoldsTheNewestRefreshOfEachPeriod() =>
        Assert.Equal(
            "1/30 a=5, 2/7 b=3",
            ShowPeriods(PeriodMerge.Newest(PeriodRows((1, 7, "a", 1), (1, 30, "a", 5), (2, 7, "b", 3)), History)));

    [Fact]
    public void AHistoryOfOneRefreshSharesItsColumnsWithTheSet()
    {
        var history = PeriodRows((1, 7, "a", 1), (1, 7, "b", 2));
        Assert.Same(history.Columns, PeriodMerge.Newest(history, History).Columns);
    }

    static ColumnSchema Date(string name, bool key) => new(name, ColumnType.Date, !key, name);

    static ColumnSchema Text(string name) => new(name, ColumnType.String, false, name);

    static ColumnSchema Number(string name) => new(name, ColumnType.Int64, true, name);

    static DateOnly Day(int day) => new(2026, 11, day);

    static IEnumerable<(string Key, object? Value)> Pairs(string rows) =>
        rows.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('=')).Select(row => (row[0], row[1] == "null" ? null : (object?)long.Parse(row[1])));

    static Table TrendRows(string rows)
    {
        var builder = new TableBuilder(Trend);
        foreach (var (key, value) in Pairs(rows))
            builder.Add(Day(key[0] - '0'), Day(key[2] - '0'), value);
        return builder.Build();
    }

    static string Show(Table table) =>
        string.Join(", ", SampleTables.RowsOf(table).Select(row => $"{((DateOnly)row[0]!).Day} {((DateOnly)row[1]!).Day}={row[2] ?? "null"}"));

    static Table PeriodRows(params (int Date, int Period, string Upn, long Files)[] rows)
    {
        var builder = new TableBuilder(History);
        foreach (var row in rows)
            builder.Add(Day(row.Date), row.Period, row.Upn, row.Files);
        return builder.Build();
    }

    static string ShowPeriods(Table table) =>
        string.Join(", ", SampleTables.RowsOf(table).Select(row => $"{((DateOnly)row[0]!).Day}/{row[1]} {row[2]}={row[3]}"));
}
