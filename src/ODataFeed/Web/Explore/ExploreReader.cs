using ODataFeed.Query;
using ODataFeed.Query.Execution;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Web.Charts;
using ODataFeed.Web.Connect;
using UsageReports;

namespace ODataFeed.Web.Explore;

/// <summary>Makes a view of Explore: runs the query of its URL and says what it amounts to.</summary>
sealed class ExploreReader(RefreshStatus status)
{
    /// <summary>What of a day is worth grouping and filtering by.</summary>
    static readonly string[] DayProperties = ["Year", "Quarter", "Month", "MonthName", "IsoWeek", "Weekday", "WeekdayName", "IsWeekend", "FiscalYear", "FiscalQuarter"];

    /// <summary>The list of sets.</summary>
    public static ExploreModel List(SiteModel site, PageQueries queries, string search, string? addressError = null) =>
        new(site, SetList.Of(queries.Model, search)) { Search = search, AddressError = addressError, Status = addressError is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound };

    /// <summary>A set and the rows its query gives, or why it gives none.</summary>
    public async Task<ExploreModel> ViewAsync(SiteModel site, SignInKind signIn, PageQueries queries, TableSchema set, ExploreQuery query, CancellationToken cancellation)
    {
        var view = new ExploreView
        {
            Set = set.Name,
            Title = set.Title,
            Service = SetList.ServiceOf(set),
            Description = set.Description,
            Caveats = set.LongDescription,
            Until = status.All.FirstOrDefault(report => report.Report == set.Report)?.ContentDate is { } day ? CellText.Day(day) : null,
            Form = ExploreForm.Of(query),
            Properties = [.. Properties(set, queries.Model)],
            Address = site.Root + query.Resource,
            Csv = site.FeedPath + query.With("$format", "csv").Resource,
            Snippets = Snippet.Of(site.Root, set.Name, query.Options, signIn),
        };
        var (code, answered) = await AnswerAsync(view, queries, query, cancellation);
        return new ExploreModel(site, SetList.Of(queries.Model, "")) { View = answered, Status = code };
    }

    static async Task<(int Status, ExploreView View)> AnswerAsync(ExploreView view, PageQueries queries, ExploreQuery query, CancellationToken cancellation)
    {
        try
        {
            var result = await queries.RunAsync(query.Set, query.Text, cancellation);
            return (StatusCodes.Status200OK, view with
            {
                Grid = GridRows.Of(result, query),
                Chart = Chart(result, view.Title, query.Chart),
                Charts = [.. new[] { ("Auto", ""), ("Line", "line"), ("Area", "area"), ("Bar", "bar"), ("None", "none") }.Select(choice => new ExploreChoice(choice.Item1, query.Link(choice.Item2), query.Chart == choice.Item2))],
            });
        }
        catch (FeedException error)
        {
            return (error.Status, view with { Error = error.Message, Place = ErrorPlaces.Find(error, query.Options) });
        }
    }

    static ChartModel? Chart(QueryResult result, string title, string wanted)
    {
        if (wanted == "none" || result.End - result.First > ResultChart.MostRows)
            return null;
        ChartKind? kind = wanted switch { "line" => ChartKind.Line, "area" => ChartKind.StackedArea, "bar" => ChartKind.Bar, _ => null };
        return ResultChart.Of(result.ForPage(result.First, result.End), title, kind);
    }

    static IEnumerable<ExploreProperty> Properties(TableSchema set, FeedModel model)
    {
        foreach (var column in set.Properties)
            yield return new ExploreProperty(column.Name, column.Name, column.Description, true, column.Type is ColumnType.Int64 or ColumnType.Decimal or ColumnType.Duration);
        if (set.Navigations.FirstOrDefault(navigation => navigation.Target == NavigationSchema.Dates) is not { } days || model.Find(days.Target) is not { } dates)
            yield break;
        foreach (var name in DayProperties)
            yield return new ExploreProperty($"{days.Name}/{name}", $"{days.Name}/{name}", dates.Columns[dates.Ordinal(name)].Description, false, false);
    }
}
