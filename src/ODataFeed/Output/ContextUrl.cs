namespace ODataFeed.Output;

/// <summary>The context URL of an answer: what it holds (OData part 1 §10).</summary>
/// <param name="Root">The service root, without trailing slash.</param>
/// <param name="Fragment">Behind the hash sign.</param>
readonly record struct ContextUrl(string Root, string Fragment)
{
    /// <summary>
    /// What an id begins with: nothing, as it is relative to the context URL, or the service root where the answer has no context URL.
    /// </summary>
    public string IdPrefix(Representation representation) => representation.Metadata == MetadataLevel.None ? $"{Root}/" : "";

    public override string ToString() => $"{Root}/$metadata#{Fragment}";
}
