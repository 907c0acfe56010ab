using Microsoft.OData.Edm;
using ODataFeed.Output;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>The model in each form and version, made when first asked for.</summary>
sealed class MetadataDocuments
{
    readonly Dictionary<(PayloadFormat Format, bool Version401), Lazy<MetadataDocument>> _documents;

    public MetadataDocuments(FeedModel model) =>
        _documents = (from format in new[] { PayloadFormat.CsdlXml, PayloadFormat.CsdlJson }
                      from version401 in new[] { false, true }
                      select (format, version401))
            .ToDictionary(form => form, form => new Lazy<MetadataDocument>(() => Write(model, form.format, form.version401)));

    /// <summary>The document in a form of <see cref="Negotiation.Metadata"/>.</summary>
    public MetadataDocument this[Representation representation] => _documents[(representation.Format, representation.Version401)].Value;

    /// <summary>Tells the model from any other; for answers that list its sets.</summary>
    public string Tag => _documents[(PayloadFormat.CsdlXml, false)].Value.Tag.Tag.ToString().Trim('"');

    static MetadataDocument Write(FeedModel feed, PayloadFormat format, bool version401)
    {
        var model = EdmModelBuilder.Build(feed, ServiceCapabilities.Current);
        model.SetEdmVersion(version401 ? EdmConstants.EdmVersion401 : EdmConstants.EdmVersion4);
        return new MetadataDocument(model, format);
    }
}
