using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using UsageReports;

namespace ODataFeed.Web.Explore;

/// <summary>One page of an answer as a grid of texts.</summary>
static class GridRows
{
    /// <summary>Rows on a page: two screens.</summary>
    const int PageSize = 50;

    public static ExploreGrid Of(QueryResult result, ExploreQuery query)
    {
        var first = (int)Math.Min(result.First + (query.Page - 1L) * PageSize, result.End);
        var end = Math.Min(first + PageSize, result.End);
        var page = result.ForPage(first, end);
        var columns = query.Option("$select") is null && page.Plan.AreEntities ? KeyFirst(page.Plan) : page.Plan.Select;
        return new ExploreGrid(
            [.. columns.Select(column => Column(column, query)), .. Collections(page.Plan)],
            [.. Enumerable.Range(first, end - first).Select(place => Cells(page, columns, place))],
            result.End - result.First,
            first - result.First + 1,
            query.Page > 1 ? query.Link(page: query.Page - 1) : null,
            end < result.End ? query.Link(page: query.Page + 1) : null);
    }

    static IReadOnlyList<ExploreCell> Cells(QueryResult page, IReadOnlyList<OutputColumn> columns, int place) =>
    [
        .. columns.Select(column => new ExploreCell(page.Table.Columns[column.Ordinal].GetObject(page.Rows[place]) is { } value ? CellText.Of(value) : null)),
        .. page.Plan.Collections.Select(collection => new ExploreCell(null, Nested(page, collection, page.Rows[place]))),
    ];

    /// <summary>The first rows of a collection within a row, as far as a page has room for them; null where there is no collection.</summary>
    static ExploreGrid? Nested(QueryResult page, OutputCollection collection, int row)
    {
        if (page.Table.Columns[collection.Ordinal] is not CollectionColumn column || column.IsNull(row))
            return null;
        var members = column.ValueOf(column.Codes[row]);
        var shown = Math.Min(members.Rows.Count, PageSize);
        var result = new QueryResult(collection.Members, members.Table, members.Rows, 0, shown, page.Budget);
        return new ExploreGrid(
            [.. collection.Members.Select.Select(inner => new ExploreColumn(inner.Name, IsNumber(inner.Type), null, "none")), .. Collections(collection.Members)],
            [.. Enumerable.Range(0, shown).Select(place => Cells(result, collection.Members.Select, place))],
            members.Rows.Count,
            1,
            null,
            null);
    }

    /// <summary>Collections have no order, so that rows cannot be sorted by them.</summary>
    static IEnumerable<ExploreColumn> Collections(QueryPlan plan) => plan.Collections.Select(collection => new ExploreColumn(collection.Name, false, null, "none"));

    /// <summary>
    /// What tells rows apart comes first, and what is the same in most rows of a set comes last, unless the order was asked for.
    /// </summary>
    static List<OutputColumn> KeyFirst(QueryPlan plan)
    {
        return [.. plan.Select.OrderBy(Rank)];

        int Rank(OutputColumn column) => column.Name is Report.ReportRefreshDate or Report.ReportPeriod or Report.Occurrence ? 2
            : plan.Set.Key.Any(key => plan.Set.Columns[key].Name == column.Name) ? 0 : 1;
    }

    static ExploreColumn Column(OutputColumn column, ExploreQuery query)
    {
        var order = query.Option("$orderby") switch
        {
            { } by when by == column.Name || by == column.Name + " asc" => "ascending",
            { } by when by == column.Name + " desc" => "descending",
            _ => "none",
        };
        var next = order switch { "descending" => column.Name, "ascending" => null, _ => column.Name + " desc" };
        return new ExploreColumn(column.Name, IsNumber(column.Type), query.With("$orderby", next).Link(), order);
    }

    static bool IsNumber(EdmType type) => type is EdmType.Int32 or EdmType.Int64 or EdmType.Decimal or EdmType.Double or EdmType.Duration;
}
