namespace ODataFeed.Graph;

/// <summary>What the body of a download is.</summary>
enum DownloadFormat
{
    /// <summary>Nothing: Graph answered 204, there is no data.</summary>
    None,

    /// <summary>Nothing: what the caller has is the newest.</summary>
    NotModified,

    /// <summary>UTF-8 CSV with a header line.</summary>
    Csv,

    /// <summary>A page of Graph JSON: <c>value</c>, and <c>@odata.nextLink</c> where more pages follow.</summary>
    Json,
}
