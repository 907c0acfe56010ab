namespace ODataFeed.Access;

/// <summary>How callers prove who they are. Modes combine.</summary>
enum AccessMode
{
    /// <summary>They do not: on loopback only, unless <c>Access:AllowAnonymous</c>.</summary>
    Anonymous,

    /// <summary>By a key of <c>Access:Keys</c>.</summary>
    Keys,

    /// <summary>By a token of the tenant's Microsoft Entra ID.</summary>
    Entra,
}
