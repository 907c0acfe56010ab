using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;
using ODataFeed.Query.Plan;

namespace ODataFeed.Feed;

/// <summary>
/// The annotations of the entity container: what holds for the whole service. Clients take what is not named for possible, so what is
/// possible is named only where the vocabulary has another default.
/// </summary>
static class ContainerCapabilities
{
    static readonly string[] DataFormats =
    [
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false",
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=true",
        "application/json;odata.metadata=full;odata.streaming=true;IEEE754Compatible=false",
        "application/json;odata.metadata=full;odata.streaming=true;IEEE754Compatible=true",
        "application/json;odata.metadata=none;odata.streaming=true;IEEE754Compatible=false",
        "application/json;odata.metadata=none;odata.streaming=true;IEEE754Compatible=true",
        "text/csv",
    ];

    static readonly string[] MetadataFormats = ["application/xml", "application/json"];

    /// <summary>Terms and values, in the order of <c>$metadata</c>.</summary>
    public static IEnumerable<(IEdmTerm Term, IEdmExpression Value)> Of(IEdmModel model, ServiceCapabilities capabilities)
    {
        // The list is separated by spaces (vocabulary Core, ODataVersions).
        yield return (Term(model, "Org.OData.Core.V1.ODataVersions"), new EdmStringConstant("4.0 4.01"));
        yield return (Capability(model, "ConformanceLevel"), Level(model, capabilities.Conformance));
        yield return (Capability(model, "SupportedFormats"), Texts(DataFormats));
        yield return (Capability(model, "SupportedMetadataFormats"), Texts(MetadataFormats));
        yield return (Capability(model, "BatchSupported"), new EdmBooleanConstant(capabilities.Batch));
        yield return (Capability(model, "BatchContinueOnErrorSupported"), new EdmBooleanConstant(capabilities.Batch));
        yield return (Capability(model, "BatchSupport"), new EdmRecordExpression(
            new EdmPropertyConstructor("Supported", new EdmBooleanConstant(capabilities.Batch)),
            new EdmPropertyConstructor("ContinueOnErrorSupported", new EdmBooleanConstant(capabilities.Batch))));
        yield return (Capability(model, "QuerySegmentSupported"), new EdmBooleanConstant(true));
        yield return (Capability(model, "AsynchronousRequestsSupported"), new EdmBooleanConstant(false));
        yield return (Capability(model, "CrossJoinSupported"), new EdmBooleanConstant(false));
        yield return (Capability(model, "KeyAsSegmentSupported"), new EdmBooleanConstant(true));
        yield return (Capability(model, "SelectSupport"), new EdmRecordExpression(new EdmPropertyConstructor("Supported", new EdmBooleanConstant(true))));
        yield return (Capability(model, "FilterFunctions"), Texts(Functions.Names));
        if (capabilities.Apply is not null)
            yield return (AggregationVocabulary.ApplySupportedDefaults, AggregationVocabulary.Value(capabilities.Apply));
    }

    public static IEdmTerm Capability(IEdmModel model, string name) => Term(model, $"Org.OData.Capabilities.V1.{name}");

    static IEdmTerm Term(IEdmModel model, string name) =>
        model.FindTerm(name) ?? throw new InvalidOperationException($"The built-in vocabularies have no term {name}.");

    static EdmEnumMemberExpression Level(IEdmModel model, string name) =>
        new(((IEdmEnumType)Capability(model, "ConformanceLevel").Type.Definition).Members.Single(member => member.Name == name));

    static EdmCollectionExpression Texts(IEnumerable<string> texts) => new(texts.Select(text => new EdmStringConstant(text)));
}
