namespace ODataFeed.Web;

/// <summary>What every page says of the service it belongs to.</summary>
/// <param name="Root">The service root, as clients reach it, with trailing slash.</param>
/// <param name="FeedPath">The service root relative to the pages.</param>
/// <param name="Sample">Rows are those of the sample tenant.</param>
/// <param name="OpenToAll">Anonymous callers from anywhere are answered, which every page warns of.</param>
public sealed record SiteModel(string Root, string FeedPath, bool Sample, bool OpenToAll);
