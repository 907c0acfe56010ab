using ODataFeed.Query.Plan;

namespace ODataFeed.Output;

/// <summary>The context URL of an answer: what it holds (OData part 1 §10).</summary>
/// <param name="Root">The service root, without trailing slash.</param>
/// <param name="Fragment">Behind the hash sign.</param>
readonly record struct ContextUrl(string Root, string Fragment)
{
    /// <param name="root">The service root, without trailing slash.</param>
    public static ContextUrl Of(string root, QueryPlan plan, Representation representation)
    {
        var list = representation.Version401 ? plan.Context.V401 : plan.Context.V40;
        return new ContextUrl(root, plan.Kind switch
        {
            ResourceKind.Reference => "$ref",
            ResourceKind.References => "Collection($ref)",
            _ => plan.Set.Name + (list.Length == 0 ? "" : $"({list})") + (plan.Kind == ResourceKind.Entity ? "/$entity" : ""),
        });
    }

    /// <summary>
    /// What an id begins with: nothing, as it is relative to the context URL, or the service root where the answer has no context URL.
    /// </summary>
    public string IdPrefix(Representation representation) => representation.Metadata == MetadataLevel.None ? $"{Root}/" : "";

    public override string ToString() => $"{Root}/$metadata#{Fragment}";
}
