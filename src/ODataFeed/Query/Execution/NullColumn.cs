using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Query.Execution;

/// <summary>A column in which every cell is null.</summary>
static class NullColumn
{
    public static Column Of(ColumnType type, int count) =>
        ColumnBuilder.For(type).Build().WithCodes(Codes.Create(count, 0));
}
