namespace ODataFeed.Output;

/// <summary>How a value is written.</summary>
enum ValueNotation
{
    /// <summary>As JSON.</summary>
    Json,

    /// <summary>As JSON, Int64 and Decimal as strings.</summary>
    JsonLongsAsText,

    /// <summary>As a field of a CSV record.</summary>
    Csv,

    /// <summary>As in the key predicate of a URL, percent-encoded.</summary>
    Key,
}
