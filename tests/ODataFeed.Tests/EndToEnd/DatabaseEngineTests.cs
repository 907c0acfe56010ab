using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>The whole service with <c>Feed:Engine=Database</c> over its sample tenant, for some days: as the engine in memory serves it.</summary>
public sealed class DatabaseEngineTests
{
    /// <summary>A trend, a period report with views, a detail report and one whose rows name products.</summary>
    const string Selected = "Office365ActiveUserCounts,Office365ServicesUserCounts,EmailActivityUserDetail,Office365ActivationsUserDetail";

    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task DaysOfRefreshesAreServedAsFromMemory(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        string[] connection = database.Options.ConnectionString is { } text ? [$"--Store:ConnectionString={text}"] : [];
        string[] common = [$"--Refresh:Reports={Selected}", "--Store:KeepHistoryDays=2", "--Store:KeepPersonalHistoryDays=1"];
        await using var inMemory = await RunningFeed.StartAsync(before: null, common);
        await using var inStore = await RunningFeed.StartAsync(before: null, ["--Feed:Engine=Database", $"--Store:Provider={provider}", .. connection, .. common]);
        for (var day = 0; day < 4; day++)
        {
            foreach (var set in Sets())
                Assert.Equal(await inMemory.RowsAsync(set, 1000), await inStore.RowsAsync(set, 1000));
            await inMemory.NextDayAsync();
            await inStore.NextDayAsync();
        }

        Assert.Equal(
            await inMemory.GetAsync($"{inMemory.Root}/Reports?$filter=Rows gt 0&$select=Name,State,ContentDate,Rows,HistoryFrom,NamesConcealed&$format=application/json;odata.metadata=none", 100),
            await inStore.GetAsync($"{inStore.Root}/Reports?$filter=Rows gt 0&$select=Name,State,ContentDate,Rows,HistoryFrom,NamesConcealed&$format=application/json;odata.metadata=none", 100));
    }

    static IEnumerable<string> Sets() => Selected.Split(',').Select(name => Reports.Catalog.Find(name)!)
        .SelectMany(report => new[] { report.EntitySet, report.HistorySet }.OfType<string>().Concat(report.Views.Select(view => view.EntitySet)))
        .Concat(["Users", "Products", "Dates"]);
}
