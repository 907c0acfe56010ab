using ODataFeed.Web.Charts;
using ODataFeed.Web.Connect;

namespace ODataFeed.Web.Explore;

/// <summary>What Explore shows: without a set the list of sets, with one its rows.</summary>
public sealed record ExploreModel(SiteModel Site, IReadOnlyList<ExploreService> Services)
{
    /// <summary>What the list of sets is narrowed to.</summary>
    public string Search { get; init; } = "";

    public ExploreView? View { get; init; }

    /// <summary>What was typed is no address of the feed; says why.</summary>
    public string? AddressError { get; init; }

    /// <summary>The HTTP status of the page.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;
}

/// <summary>The sets of a service.</summary>
public sealed record ExploreService(string Name, IReadOnlyList<ExploreSet> Sets);

/// <summary>A set to choose.</summary>
/// <param name="History">The link to the set that keeps every refresh; null where the set itself has all days.</param>
public sealed record ExploreSet(string Name, string Title, string Description, string Link, string? History);

/// <summary>One set and a query of it.</summary>
public sealed record ExploreView
{
    public required string Set { get; init; }

    public required string Title { get; init; }

    public required string Service { get; init; }

    public required string Description { get; init; }

    /// <summary>What to mind before summing; empty where nothing is special.</summary>
    public string Caveats { get; init; } = "";

    /// <summary>Up to which day there are rows.</summary>
    public string? Until { get; init; }

    public required ExploreForm Form { get; init; }

    /// <summary>The properties that conditions and groups can name.</summary>
    public required IReadOnlyList<ExploreProperty> Properties { get; init; }

    /// <summary>The whole URL.</summary>
    public required string Address { get; init; }

    /// <summary>The same as CSV, relative to the page.</summary>
    public required string Csv { get; init; }

    /// <summary>The same for programs.</summary>
    public required IReadOnlyList<Snippet> Snippets { get; init; }

    /// <summary>Ways to draw the answer.</summary>
    public IReadOnlyList<ExploreChoice> Charts { get; init; } = [];

    public ChartModel? Chart { get; init; }

    public ExploreGrid? Grid { get; init; }

    /// <summary>Why the feed refuses the query; null when it answers.</summary>
    public string? Error { get; init; }

    /// <summary>Where in the query the fault is; null where it is nowhere in particular.</summary>
    public ErrorPlace? Place { get; init; }
}

/// <summary>A property of the set, or of the day it leads to.</summary>
/// <param name="Own">It is the set's own, so that it can be selected.</param>
/// <param name="Counts">It is a number to sum rather than to group by.</param>
public sealed record ExploreProperty(string Name, string Label, string Description, bool Own, bool Counts);

/// <summary>One of several links.</summary>
public sealed record ExploreChoice(string Name, string Link, bool Chosen);

/// <summary>A page of rows.</summary>
/// <param name="Total">The rows of all pages.</param>
/// <param name="First">The number of the first row shown, from 1.</param>
public sealed record ExploreGrid(IReadOnlyList<ExploreColumn> Columns, IReadOnlyList<IReadOnlyList<ExploreCell>> Rows, long Total, long First, string? Previous, string? Next);

/// <summary>A cell: a text, the rows of a collection, or null.</summary>
public sealed record ExploreCell(string? Text, ExploreGrid? Rows = null);

/// <summary>A column of the grid.</summary>
/// <param name="Sort">The link that sorts by it, or turns the order around; null where it cannot be sorted by.</param>
/// <param name="Order"><c>ascending</c>, <c>descending</c> or <c>none</c>.</param>
public sealed record ExploreColumn(string Name, bool Number, string? Sort, string Order);
