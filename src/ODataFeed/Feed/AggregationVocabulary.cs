using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Vocabularies;

namespace ODataFeed.Feed;

/// <summary>
/// The part of the OASIS Aggregation vocabulary that describes support of <c>$apply</c>. <c>Microsoft.OData.Edm</c> brings the Core and
/// Capabilities vocabularies, not this one.
/// </summary>
static class AggregationVocabulary
{
    public const string Namespace = "Org.OData.Aggregation.V1";

    static readonly EdmEnumType RollupType = MakeRollupType();
    static readonly EdmComplexType Base = MakeBase();

    /// <summary>Applies to the container: what holds for all sets.</summary>
    public static IEdmTerm ApplySupportedDefaults { get; } = new EdmTerm(Namespace, "ApplySupportedDefaults", new EdmComplexTypeReference(Base, isNullable: false), "EntityContainer");

    /// <summary>Applies to a set: what it has beyond the defaults, or in their place.</summary>
    public static IEdmTerm ApplySupported { get; } = new EdmTerm(
        Namespace, "ApplySupported", new EdmComplexTypeReference(new EdmComplexType(Namespace, "ApplySupportedType", Base), isNullable: false), "EntitySet Collection");

    /// <summary>The vocabulary as a model, for others to refer to.</summary>
    public static IEdmModel Model { get; } = MakeModel();

    public static IEdmExpression Value(ApplyCapabilities apply) => new EdmRecordExpression(
        new EdmPropertyConstructor("Transformations", new EdmCollectionExpression(apply.Transformations.Select(name => new EdmStringConstant(name)))),
        new EdmPropertyConstructor("CustomAggregationMethods", new EdmCollectionExpression()),
        new EdmPropertyConstructor("Rollup", new EdmEnumMemberExpression(RollupType.Members.Single(member => member.Name == apply.Rollup))),
        new EdmPropertyConstructor("From", new EdmBooleanConstant(apply.From)));

    static EdmModel MakeModel()
    {
        var model = new EdmModel();
        model.AddElements([RollupType, Base, (IEdmSchemaElement)ApplySupported.Type.Definition, ApplySupportedDefaults, ApplySupported]);
        return model;
    }

    static EdmEnumType MakeRollupType()
    {
        var type = new EdmEnumType(Namespace, "RollupType");
        type.AddMember("None", new EdmEnumMemberValue(0));
        type.AddMember("SingleHierarchy", new EdmEnumMemberValue(1));
        type.AddMember("MultipleHierarchies", new EdmEnumMemberValue(2));
        return type;
    }

    static EdmComplexType MakeBase()
    {
        var type = new EdmComplexType(Namespace, "ApplySupportedBase");
        type.AddStructuralProperty("Transformations", EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(isNullable: false)));
        type.AddStructuralProperty("CustomAggregationMethods", EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(isNullable: false)));
        type.AddStructuralProperty("Rollup", new EdmEnumTypeReference(RollupType, isNullable: false));
        type.AddStructuralProperty("From", EdmCoreModel.Instance.GetBoolean(isNullable: false));
        return type;
    }
}
