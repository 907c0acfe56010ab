namespace ODataFeed.Graph;

/// <summary>The clouds Microsoft runs apart from each other; a token of one is worth nothing in another.</summary>
enum GraphCloud
{
    /// <summary>The worldwide cloud, GCC included.</summary>
    Global,

    /// <summary>US Government L4, also called GCC High.</summary>
    UsGov,

    /// <summary>US Government L5, the Department of Defense.</summary>
    UsGovDod,

    /// <summary>China, operated by 21Vianet.</summary>
    China,
}
