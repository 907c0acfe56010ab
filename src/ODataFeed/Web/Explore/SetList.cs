using ODataFeed.Snapshot;

namespace ODataFeed.Web.Explore;

/// <summary>The sets of the feed for people to choose from: by service, what is most asked for first.</summary>
static class SetList
{
    const string Common = "Across services";

    static readonly KeyValuePair<string, string>[] Nothing = [];

    /// <param name="model">The sets there are.</param>
    /// <param name="search">Words that name, title or description must hold; all sets where empty.</param>
    public static IReadOnlyList<ExploreService> Of(FeedModel model, string search)
    {
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. model.Sets
            .Where(set => set.Name != set.Report?.HistorySet)
            .Where(set => words.All(word => $"{set.Name} {set.Title} {set.Description} {ServiceOf(set)}".Contains(word, StringComparison.OrdinalIgnoreCase)))
            .GroupBy(ServiceOf)
            .OrderBy(service => Rank(service.Key))
            .Select(service => new ExploreService(service.Key, [.. service.Select(set => new ExploreSet(set.Name, set.Title, set.Description, Links.Explore(set.Name, Nothing), History(set, model)))]))];
    }

    /// <summary>A period report's history stands beside its newest refresh, not among the sets of its own.</summary>
    static string? History(TableSchema set, FeedModel model) =>
        set.View is null && set.Report?.HistorySet is { } history && model.Find(history) is not null ? Links.Explore(history, Nothing) : null;

    public static string ServiceOf(TableSchema set) => set.Report?.Service ?? Common;

    static int Rank(string service) => service switch { "Microsoft 365" => 0, "Copilot" => 1, "Teams" => 2, Common => 9, "Skype for Business" => 8, _ => 5 };
}
