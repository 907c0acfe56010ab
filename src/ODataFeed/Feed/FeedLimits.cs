using ODataFeed.Query.Syntax;

namespace ODataFeed.Feed;

/// <summary>What one caller and one query may cost: the settings of section <c>Feed:Limits</c>, beside those of length.</summary>
sealed record FeedLimits
{
    /// <summary>Requests of one caller in a minute; 0: any number.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>Bytes answered to one caller in a minute, as they went over the wire; 0: any number.</summary>
    public long BytesPerMinute { get; init; }

    /// <summary>Requests of one caller at the same time, those included whose answer is still being read.</summary>
    public int ConcurrentRequests { get; init; } = 256;

    /// <summary>Queries that compute at the same time; as many as there are processors, so that one more only slows the others down.</summary>
    public int Executing { get; init; } = Environment.ProcessorCount;

    /// <summary>Queries that wait for their turn to compute.</summary>
    public int Waiting { get; init; } = 1_024;

    /// <summary>The longest a query may compute, waiting and writing not counted.</summary>
    public TimeSpan CpuTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most groups that one <c>groupby</c> may make.</summary>
    public int Groups { get; init; } = 1_000_000;

    /// <summary>The most items of a list behind <c>in</c>.</summary>
    public int InItems { get; init; } = 20_000;

    /// <summary>How deep an expression may be nested.</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Names, literals and operators of one query.</summary>
    public int Nodes { get; init; } = 20_000;

    /// <summary>The largest <c>$top</c>.</summary>
    public long Top { get; init; } = long.MaxValue;

    /// <summary>How large a query may be.</summary>
    public SyntaxLimits Syntax => new(Depth, Nodes, InItems);

    /// <param name="settings">Section <c>Feed:Limits</c>.</param>
    /// <param name="local">
    /// Only the machine's own users can call, and nobody needs protection from them: without settings their requests are not counted.
    /// </param>
    public static FeedLimits Read(SettingsSection settings, bool local)
    {
        var defaults = new FeedLimits();
        return new FeedLimits
        {
            RequestsPerMinute = settings.Integer("RequestsPerMinute", local ? 0 : 6_000, 0, int.MaxValue),
            BytesPerMinute = settings.Long("BytesPerMinute", local ? 0 : 10L << 30, 0),
            ConcurrentRequests = settings.Integer("ConcurrentRequests", defaults.ConcurrentRequests, 1, 100_000),
            Executing = settings.Integer("Executing", defaults.Executing, 1, 1_024),
            Waiting = settings.Integer("Waiting", defaults.Waiting, 0, 1_000_000),
            CpuTime = settings.Span("CpuTime", defaults.CpuTime, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            Groups = settings.Integer("Groups", defaults.Groups, 1, int.MaxValue),
            InItems = settings.Integer("InItems", defaults.InItems, 1, 1_000_000),
            Depth = settings.Integer("Depth", defaults.Depth, 1, 100),
            Nodes = settings.Integer("Nodes", defaults.Nodes, 10, 1_000_000),
            Top = settings.Long("Top", defaults.Top, 0),
        };
    }
}
