namespace ODataFeed.Output;

/// <summary>How much control information a JSON answer carries (OData JSON Format §3.1).</summary>
enum MetadataLevel
{
    Minimal,
    None,
    Full,
}

/// <summary>The form of an answer, negotiated from the request.</summary>
/// <param name="Metadata">How much control information it carries.</param>
/// <param name="Version401">The names of OData 4.01 (<c>@context</c>) instead of 4.0 (<c>@odata.context</c>).</param>
/// <param name="LongsAsText"><c>IEEE754Compatible=true</c>: Int64 and Decimal are strings, because JavaScript's numbers cannot hold them.</param>
sealed record Representation(MetadataLevel Metadata = MetadataLevel.Minimal, bool Version401 = false, bool LongsAsText = false)
{
    /// <summary>The value of the <c>OData-Version</c> header.</summary>
    public string Version => Version401 ? "4.01" : "4.0";

    /// <summary>The prefix of control information.</summary>
    public string Prefix => Version401 ? "@" : "@odata.";

    public string ContentType =>
        "application/json;"
        + (Version401 ? "metadata=" : "odata.metadata=") + Metadata.ToString().ToLowerInvariant()
        + (LongsAsText ? ";IEEE754Compatible=true" : "")
        + ";charset=utf-8";
}
