namespace ODataFeed.Web;

/// <summary>Addresses of pages, relative to each other: all stand in the same folder, whatever is in front of it.</summary>
static class Links
{
    /// <summary>Explore with a set and query options.</summary>
    public static string Explore(string set, IEnumerable<KeyValuePair<string, string>> options) =>
        $"explore?{QueryText.Join(options.Prepend(KeyValuePair.Create("set", set)))}";
}
