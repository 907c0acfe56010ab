using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;

namespace ODataFeed.Tests.Feed;

/// <summary>A few rows that fit in the head, of real reports; case tables refer to them.</summary>
static class SmallTenant
{
    static readonly DateOnly Refreshed = new(2026, 10, 30);

    /// <summary>The sets with rows, and an empty one.</summary>
    public static IReadOnlyList<Table> Tables(FeedModel model) =>
    [
        Of(model, "Office365ActivationsUserCounts", rows => rows
            .Add(Refreshed, "MICROSOFT 365 APPS FOR ENTERPRISE", 100L, 80L, 5L)
            .Add(Refreshed, "O'NEIL \"SPECIAL\"", 7L, null, null)
            .Add(Refreshed, "PROJECT PLAN 3", 20L, 20L, 0L)
            .Add(Refreshed, "VISIO PLAN 2", 10L, 3L, null)),
        Of(model, "OneDriveUsageStorage", rows => rows
            .Add(Refreshed, "All", 27_487_790_694_400L, new DateOnly(2026, 10, 28), 180)
            .Add(Refreshed, "OneDrive", 27_487_790_694_399L, new DateOnly(2026, 10, 28), 180)
            .Add(Refreshed, "All", 27_487_790_694_500L, new DateOnly(2026, 10, 29), 180)
            .Add(Refreshed, "OneDrive", null, new DateOnly(2026, 10, 29), 180)),
        Of(model, "EmailActivityUserDetail", rows => rows
            .Add(Refreshed, "adele@contoso.com", "Adele Vance", false, null, new DateOnly(2026, 10, 29), 12L, 40L, 38L, 2L, 1L, "MICROSOFT 365 E5", 30)
            .Add(Refreshed, "bjørn@contoso.com", "Bjørn, Ås", false, null, null, null, null, null, null, null, null, 30)
            .Add(Refreshed, "o'neil@contoso.com", "Zoë O'Neil", true, new DateOnly(2026, 9, 1), new DateOnly(2026, 8, 31), 0L, 1L, 0L, 0L, 0L, "ENTERPRISE MOBILITY + SECURITY E5", 30)),
        Of(model, "SkypeForBusinessActivityCounts", rows => rows),
        DateTable.Of(new YearRange(2026, 2026), fiscalYearStart: 7),
        Of(model, "Users", rows => rows
            .Add("adele@contoso.com", "Adele Vance", false, "MICROSOFT 365 E5", Refreshed, Refreshed)
            .Add("o'neil@contoso.com", "Zoë O'Neil", true, null, Refreshed, Refreshed)),
    ];

    /// <summary>Makes a service serve them.</summary>
    public static void Publish(FeedHost host) =>
        host.App.Services.GetRequiredService<PublishedSnapshots>()
            .Publish([.. Tables(host.App.Services.GetRequiredService<FeedModel>()).Select(table => table.Publish(1))], 1);

    static Table Of(FeedModel model, string set, Func<TableBuilder, TableBuilder> add)
    {
        var schema = model.Find(set) ?? throw new InvalidOperationException($"No set {set}.");
        return DownloadedRows.Of(add(new TableBuilder(schema)).Build()).Table;
    }
}
