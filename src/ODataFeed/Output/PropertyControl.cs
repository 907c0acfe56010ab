using ODataFeed.Query.Plan;

namespace ODataFeed.Output;

/// <summary>Control information of a property (OData JSON Format §4.5.3).</summary>
static class PropertyControl
{
    /// <summary>
    /// The type, with the comma before it, of what a reader can tell neither from the JSON value nor, with <c>minimal</c>, from
    /// <c>$metadata</c>. A Double can be <c>"INF"</c> and is often whole, so its type is written too. Empty where there is nothing to say.
    /// </summary>
    /// <param name="name">The property's name within its object.</param>
    public static string Of(OutputColumn column, string name, Representation representation) =>
        representation.Metadata == MetadataLevel.None || (column.Declared && representation.Metadata == MetadataLevel.Minimal)
        || column.Type is EdmType.String or EdmType.Boolean
            ? ""
            : $",\"{name}{representation.Prefix}type\":\"{TypeName(column.Type, representation)}\"";

    /// <summary>In 4.0 the name of a built-in type has a hash sign, in 4.01 it should not.</summary>
    static string TypeName(EdmType type, Representation representation) => representation.Version401 ? $"{type}" : $"#{type}";
}
