using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Vocabularies;
using Microsoft.OData.Edm.Vocabularies.V1;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Feed;

/// <summary>
/// Makes the entity data model of the feed: an entity type and set per table, described in words, and capability annotations that say
/// what the feed does not do. The types are closed and have no enumerations, because that is what Power Query reads best.
/// </summary>
static class EdmModelBuilder
{
    public static EdmModel Build(FeedModel feed)
    {
        var model = new EdmModel();
        var container = new EdmEntityContainer(FeedModel.Namespace, FeedModel.Container);
        foreach (var set in feed.Sets)
        {
            var type = EntityType(model, set);
            model.AddElement(type);
            var entitySet = container.AddEntitySet(set.Name, type);
            Describe(model, entitySet, set.Title);
            Restrict(model, entitySet);
        }

        foreach (var (set, navigation) in feed.Sets.SelectMany(set => set.Navigations.Select(navigation => (set, navigation))))
            Navigate(model, container.FindEntitySet(set.Name), set.Columns[navigation.Column], navigation, container.FindEntitySet(navigation.Target));
        model.AddElement(container);
        Capabilities(model, container);
        model.SetEdmReferences([Reference("Org.OData.Core.V1", "Core"), Reference("Org.OData.Capabilities.V1", "Capabilities")]);
        return model;
    }

    static EdmEntityType EntityType(EdmModel model, TableSchema set)
    {
        var type = new EdmEntityType(FeedModel.Namespace, set.Name);
        var properties = set.Columns.Select(column => type.AddStructuralProperty(column.Name, TypeOf(column))).ToList();
        type.AddKeys(set.Key.Select(ordinal => properties[ordinal]));
        for (var i = 0; i < properties.Count; i++)
            Describe(model, properties[i], set.Columns[i].Description);
        Describe(model, type, set.Description);
        if (set.LongDescription.Length > 0)
            Annotate(model, type, CoreVocabularyModel.LongDescriptionTerm, new EdmStringConstant(set.LongDescription));
        return type;
    }

    /// <summary>
    /// A property that leads to an entity of another set, tied to the column whose value is that one's key. It is nullable where the
    /// column is (CSDL §8.5 wants both alike).
    /// </summary>
    static void Navigate(EdmModel model, IEdmEntitySet set, ColumnSchema column, NavigationSchema navigation, IEdmEntitySet target)
    {
        var type = (EdmEntityType)set.EntityType();
        var property = type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
        {
            Name = navigation.Name,
            Target = target.EntityType(),
            TargetMultiplicity = column.Nullable ? EdmMultiplicity.ZeroOrOne : EdmMultiplicity.One,
            DependentProperties = [(IEdmStructuralProperty)type.FindProperty(column.Name)],
            PrincipalProperties = target.EntityType().Key(),
        });
        ((EdmEntitySet)set).AddNavigationTarget(property, target);
        Describe(model, property, $"The entry of {navigation.Target} whose key is {column.Name}.");
    }

    static IEdmPrimitiveTypeReference TypeOf(ColumnSchema column)
    {
        var kind = Enum.Parse<EdmPrimitiveTypeKind>(EdmTypes.Of(column.Type).ToString());
        var core = EdmCoreModel.Instance;

        // Precision is left out only where its default, whole seconds, is meant (CSDL §6.2.3).
        return column.Type switch
        {
            ColumnType.DateTimeOffset or ColumnType.Duration => core.GetTemporal(kind, 7, column.Nullable),
            ColumnType.Decimal => core.GetDecimal(null, null, column.Nullable),
            _ => core.GetPrimitive(kind, column.Nullable),
        };
    }

    /// <summary>What a read-only set does not do; what is not named here the feed does.</summary>
    static void Restrict(EdmModel model, EdmEntitySet set)
    {
        Annotate(model, set, Capability(model, "InsertRestrictions"), Record(("Insertable", false)));
        Annotate(model, set, Capability(model, "UpdateRestrictions"), Record(("Updatable", false)));
        Annotate(model, set, Capability(model, "DeleteRestrictions"), Record(("Deletable", false)));
        Annotate(model, set, Capability(model, "SearchRestrictions"), Record(("Searchable", false)));
        Annotate(model, set, Capability(model, "ExpandRestrictions"), Record(("Expandable", false)));
    }

    static void Capabilities(EdmModel model, EdmEntityContainer container)
    {
        Annotate(model, container, Capability(model, "BatchSupported"), new EdmBooleanConstant(true));
        Annotate(model, container, Capability(model, "BatchContinueOnErrorSupported"), new EdmBooleanConstant(true));
        Annotate(model, container, Capability(model, "BatchSupport"), Record(("Supported", true), ("ContinueOnErrorSupported", true)));
        Annotate(model, container, Capability(model, "QuerySegmentSupported"), new EdmBooleanConstant(true));
        Annotate(model, container, Capability(model, "AsynchronousRequestsSupported"), new EdmBooleanConstant(false));
        Annotate(model, container, Capability(model, "CrossJoinSupported"), new EdmBooleanConstant(false));
        Annotate(model, container, Capability(model, "KeyAsSegmentSupported"), new EdmBooleanConstant(false));
        Annotate(model, container, Capability(model, "FilterFunctions"), new EdmCollectionExpression(Functions.Names.Select(name => new EdmStringConstant(name))));
    }

    static IEdmTerm Capability(EdmModel model, string name) =>
        model.FindTerm($"Org.OData.Capabilities.V1.{name}")
        ?? throw new InvalidOperationException($"The Capabilities vocabulary has no term {name}.");

    static EdmRecordExpression Record(params (string Name, bool Value)[] properties) =>
        new(properties.Select(property => new EdmPropertyConstructor(property.Name, new EdmBooleanConstant(property.Value))));

    static void Describe(EdmModel model, IEdmVocabularyAnnotatable target, string text) =>
        Annotate(model, target, CoreVocabularyModel.DescriptionTerm, new EdmStringConstant(text));

    static void Annotate(EdmModel model, IEdmVocabularyAnnotatable target, IEdmTerm term, IEdmExpression value)
    {
        var annotation = new EdmVocabularyAnnotation(target, term, value);
        annotation.SetSerializationLocation(model, EdmVocabularyAnnotationSerializationLocation.Inline);
        model.AddVocabularyAnnotation(annotation);
    }

    static EdmReference Reference(string @namespace, string alias)
    {
        var reference = new EdmReference(new Uri($"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{@namespace}.xml"));
        reference.AddInclude(new EdmInclude(alias, @namespace));
        return reference;
    }
}
