using GraphSimulator.Faults;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>PROTOCOL §6: the CSV as it really is, and what it may become. What is sound is published.</summary>
public sealed class CsvDialectTests : IAsyncLifetime
{
    const string Users = "getMailboxUsageDetail";

    FaultyTenant _tenant = null!;

    public async Task InitializeAsync() => _tenant = await FaultyTenant.StartAsync("--Refresh:MaxBadCells=0.2");

    public async Task DisposeAsync() => await _tenant.DisposeAsync();

    [Fact]
    public Task TheByteOrderMarkMayBeMissing() => IsReadAsync(FaultKind.NoByteOrderMark);

    [Fact]
    public Task LinesMayEndInLineFeeds() => IsReadAsync(FaultKind.LineFeeds);

    [Fact]
    public Task BlankLinesMayFollow() => IsReadAsync(FaultKind.BlankLines);

    [Fact]
    public Task EveryCellMayBeQuoted() => IsReadAsync(FaultKind.Quoted);

    [Fact]
    public Task ColumnsMayComeInAnotherOrder() => IsReadAsync(FaultKind.ColumnsReordered);

    [Fact]
    public Task HeadersMayDifferInCaseAndBlanks() => IsReadAsync(FaultKind.ColumnsRecased);

    [Fact]
    public async Task AnUnknownColumnIsNamedAndTheRestIsRead()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.ColumnAdded, Column = "Recipient Type" });

        Assert.Equal((RefreshOutcome.Published, "Recipient Type"), (record.Outcome, record.UnknownColumns));
        await _tenant.AssertTruthAsync(Users);
    }

    [Fact]
    public async Task AMissingColumnIsNullAndNamed()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.ColumnMissing, Column = "Item Count" });

        Assert.Equal((RefreshOutcome.Published, "Item Count"), (record.Outcome, record.MissingColumns));
        Assert.All(await _tenant.RowsAsync(Users), row => Assert.Contains("ItemCount=null", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ABadCellIsNullAndToldWithLineAndMaskedText()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.BadCells, Column = "Item Count", Text = "ann@contoso.com 17", Every = 10 });

        Assert.Equal((RefreshOutcome.Published, (int)record.Rows / 10), (record.Outcome, record.BadCells));
        Assert.Contains("Item Count in line 11: 'aaa@aaaaaaa.aaa 99'", record.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", record.Error, StringComparison.Ordinal);
        Assert.Equal(record.BadCells, (await _tenant.RowsAsync(Users)).Count(row => row.Contains("ItemCount=null", StringComparison.Ordinal)));
        Assert.Null(_tenant.LastError(Users));
    }

    [Fact]
    public async Task TooManyBadCellsKeepTheRowsOfBefore()
    {
        await FirstAsync();
        var rows = await _tenant.RowsAsync(Users);
        await _tenant.Feed.NextDayAsync();

        var record = await FirstAsync(new Fault { Kind = FaultKind.BadCells, Column = "Item Count", Every = 2 });

        Assert.Equal(RefreshOutcome.Failed, record.Outcome);
        Assert.Contains("more than Refresh:MaxBadCells=0.2 allows", _tenant.LastError(Users), StringComparison.Ordinal);
        Assert.Equal(rows, await _tenant.RowsAsync(Users));
    }

    [Fact]
    public async Task AnUnreadableKeyLeavesItsRowOut()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.BadCells, Column = "Report Period", Text = "week", Every = 20 });

        Assert.Equal((RefreshOutcome.Published, 0), (record.Outcome, record.BadCells));
        Assert.NotEqual(0, record.LeftOutRows);
    }

    [Fact]
    public async Task ACellBeyondAllMeasureIsBad()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.BadCells, Column = "Display Name", Text = new string('x', 40_000), Every = 30 });

        Assert.Equal((RefreshOutcome.Published, true), (record.Outcome, record.BadCells > 0));
    }

    [Fact]
    public async Task ABodyThatEndsWithinItsLastRowIsNeverPublished()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.CutInRow });

        Assert.Equal(RefreshOutcome.Failed, record.Outcome);
        Assert.Contains("the CSV is malformed", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyThatBreaksOffIsFetchedAgain()
    {
        Assert.Equal(RefreshOutcome.Published, (await FirstAsync(new Fault { Kind = FaultKind.CutOff, Times = 2 })).Outcome);
        await _tenant.AssertTruthAsync(Users);
    }

    [Fact]
    public async Task ABodyThatAlwaysBreaksOffIsNeverPublished()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.CutOff });

        Assert.Equal(RefreshOutcome.Failed, record.Outcome);
        Assert.Null(_tenant.Feed.Service<PublishedSnapshots>().Current.Find("MailboxUsageDetail"));
    }

    [Fact]
    public async Task TheFileOfAnotherReportIsRefused()
    {
        var record = await FirstAsync(new Fault { Kind = FaultKind.OtherFile });

        Assert.Contains("the first line has no column of the report", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHeaderAloneIsEmptyAndKeepsTheRowsOfBefore()
    {
        await FirstAsync();
        var rows = await _tenant.RowsAsync(Users);
        await _tenant.Feed.NextDayAsync();

        var record = await FirstAsync(new Fault { Kind = FaultKind.HeaderOnly });

        Assert.Equal((RefreshOutcome.Empty, "The file has a header and no rows."), (record.Outcome, record.Error));
        Assert.Equal(rows, await _tenant.RowsAsync(Users));
    }

    [Fact]
    public async Task JsonWithoutRowsWhereCsvWasAskedIsEmpty()
    {
        await FirstAsync();
        var rows = await _tenant.RowsAsync(Users);
        await _tenant.Feed.NextDayAsync();

        Assert.Equal(RefreshOutcome.Empty, (await FirstAsync(new Fault { Kind = FaultKind.JsonBody })).Outcome);
        Assert.Equal(rows, await _tenant.RowsAsync(Users));
    }

    async Task IsReadAsync(FaultKind kind)
    {
        Assert.Equal(RefreshOutcome.Published, (await FirstAsync(new Fault { Kind = kind })).Outcome);
        Assert.NotEqual(0, _tenant.Graph.Faults.Snapshot()[0].Struck);
        await _tenant.AssertTruthAsync(Users);
    }

    async Task<RefreshRecord> FirstAsync(params Fault[] faults) => (await _tenant.RecordsAsync(Users, faults))[0];
}
