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
/// what the feed does not do. The types have no enumerations and are closed unless they are told not to be, because that is what Power
/// Query reads best.
/// </summary>
static class EdmModelBuilder
{
    /// <summary>Marks properties whose values identify a person. No vocabulary of OASIS has such a term, so the schema brings its own.</summary>
    static readonly EdmTerm PersonalData = new(FeedModel.Namespace, "PersonalData", EdmCoreModel.Instance.GetBoolean(false), "Property", "true");

    public static EdmModel Build(FeedModel feed, ServiceCapabilities capabilities)
    {
        var model = new EdmModel();
        (string Namespace, string Alias)[] vocabularies =
        [
            ("Org.OData.Core.V1", "Core"),
            ("Org.OData.Capabilities.V1", "Capabilities"),
            .. capabilities.Apply is null ? Array.Empty<(string, string)>() : [(AggregationVocabulary.Namespace, "Aggregation")],
        ];
        foreach (var (name, alias) in vocabularies)
            model.SetNamespaceAlias(name, alias);
        if (capabilities.Apply is not null)
            model.AddReferencedModel(AggregationVocabulary.Model);
        model.AddElement(PersonalData);
        var container = new EdmEntityContainer(FeedModel.Namespace, FeedModel.Container);
        foreach (var set in feed.Sets)
        {
            var type = EntityType(model, set);
            model.AddElement(type);
            var entitySet = container.AddEntitySet(set.Name, type);
            Describe(model, entitySet, set.Title);
            Restrict(model, entitySet);
            if (capabilities.Apply is not null)
                Annotate(model, entitySet, AggregationVocabulary.ApplySupported, new EdmRecordExpression());
        }

        foreach (var (set, navigation) in feed.Sets.SelectMany(set => set.Navigations.Select(navigation => (set, navigation))))
            Navigate(model, container.FindEntitySet(set.Name), set.Columns[navigation.Column], navigation, container.FindEntitySet(navigation.Target));
        model.AddElement(container);
        foreach (var (term, value) in ContainerCapabilities.Of(model, capabilities))
            Annotate(model, container, term, value);
        model.SetEdmReferences([.. vocabularies.Select(vocabulary => Reference(vocabulary.Namespace, vocabulary.Alias))]);
        return model;
    }

    static EdmEntityType EntityType(EdmModel model, TableSchema set)
    {
        var type = new EdmEntityType(FeedModel.Namespace, set.Name, baseType: null, isAbstract: false, isOpen: set.IsOpen);
        var properties = set.Properties.Select(column => type.AddStructuralProperty(column.Name, TypeOf(column))).ToList();
        type.AddKeys(set.Key.Select(ordinal => properties[ordinal]));
        for (var i = 0; i < properties.Count; i++)
        {
            if (set.Columns[i].Personal)
                Annotate(model, properties[i], PersonalData, new EdmBooleanConstant(true));
        }

        foreach (var property in properties.Where(property => IsComputed(set, property.Name)))
            Annotate(model, property, CoreVocabularyModel.ComputedTerm, new EdmBooleanConstant(true));

        // A set of past refreshes or single days has the properties of its report's set; to say the same of them twice would double the
        // document.
        if (set is { Report: { } report, View: null } && set.Name != report.EntitySet)
        {
            Describe(model, type, set.Name == report.HistorySet
                ? $"Every refresh kept of {report.EntitySet}, which describes the properties."
                : $"{report.EntitySet} of single days: who or what was active on {Report.ReportDate}. That set describes the properties.");
            return type;
        }

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
    /// <summary>Whether the feed makes the value, because the report has no such column.</summary>
    static bool IsComputed(TableSchema set, string property) =>
        set.Report is { } report && report.Columns.Any(column => column.Generated && column.Name == property);

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
        Annotate(model, set, ContainerCapabilities.Capability(model, "InsertRestrictions"), Record(("Insertable", false)));
        Annotate(model, set, ContainerCapabilities.Capability(model, "UpdateRestrictions"), Record(("Updatable", false)));
        Annotate(model, set, ContainerCapabilities.Capability(model, "DeleteRestrictions"), Record(("Deletable", false)));
    }

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
