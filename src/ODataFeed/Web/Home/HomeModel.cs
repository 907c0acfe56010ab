using ODataFeed.Web.Charts;

namespace ODataFeed.Web.Home;

/// <summary>What the home page shows.</summary>
/// <param name="Summary">How much there is and how fresh, in a sentence.</param>
/// <param name="Notices">What is stale, failing or missing, in plain words; empty when all is well.</param>
/// <param name="Cards">The charts.</param>
/// <param name="Silent">Services of which there is nothing to draw, and why.</param>
/// <param name="IsComing">Reports are being fetched that were never fetched before.</param>
public sealed record HomeModel(SiteModel Site, string Summary, IReadOnlyList<HomeNotice> Notices, IReadOnlyList<HomeCard> Cards, IReadOnlyList<string> Silent, bool IsComing);

/// <summary>Something an administrator should know.</summary>
/// <param name="Severe">It needs someone to act.</param>
public sealed record HomeNotice(string Text, bool Severe);

/// <summary>One chart, and where it comes from.</summary>
/// <param name="Latest">The newest value of the first series, and what it is of; null where a series has no end.</param>
/// <param name="Until">Which days it shows, up to the newest in the rows; empty where that is not known.</param>
/// <param name="Explore">Where the same query can be changed.</param>
public sealed record HomeCard(string Service, string Title, ChartModel Chart, (string Value, string Of)? Latest, string Until, string Explore);
