using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using ODataFeed.Feed;

namespace ODataFeed.Tests.Feed;

/// <summary>Microsoft's own reader as a judge: what it cannot read, Excel and Power BI may not either.</summary>
static class ODataLib
{
    public static IEdmModel Model(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        return CsdlReader.Parse(reader, AggregationVocabulary.Model);
    }

    /// <summary>The entities of a collection payload, with the page's count and next link.</summary>
    public static async Task<(List<Dictionary<string, object?>> Rows, long? Count, Uri? NextLink)> ReadSetAsync(HttpResponseMessage response, IEdmModel model, string set)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        var entitySet = model.EntityContainer.FindEntitySet(set);
        var entries = reader.CreateODataResourceSetReader(entitySet, entitySet.EntityType());
        return Read(entries);
    }

    /// <summary>The rows of a payload with properties that the model does not have, as <c>$apply</c> makes them; those nested come before theirs.</summary>
    public static async Task<(List<Dictionary<string, object?>> Rows, long? Count, Uri? NextLink)> ReadDynamicSetAsync(HttpResponseMessage response, IEdmModel model, string set)
    {
        using var message = await Message.OfAsync(response);
        var settings = Settings(response);
        settings.Validations &= ~ValidationKinds.ThrowOnUndeclaredPropertyForNonOpenType;
        using var reader = new ODataMessageReader(message, settings, model);
        var entitySet = model.EntityContainer.FindEntitySet(set);
        return Read(reader.CreateODataResourceSetReader(entitySet, entitySet.EntityType()));
    }

    /// <summary>The entities of a collection payload by their ids.</summary>
    public static async Task<List<(Uri Id, Dictionary<string, object?> Row)>> ReadIdsAsync(HttpResponseMessage response, IEdmModel model, string set)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        var entitySet = model.EntityContainer.FindEntitySet(set);
        var entries = reader.CreateODataResourceSetReader(entitySet, entitySet.EntityType());
        var rows = new List<(Uri, Dictionary<string, object?>)>();
        while (entries.Read())
        {
            if (entries is { State: ODataReaderState.ResourceEnd, Item: ODataResource resource })
                rows.Add((resource.Id, Values(resource)));
        }

        return rows;
    }

    /// <summary>A single entity.</summary>
    public static async Task<Dictionary<string, object?>> ReadEntityAsync(HttpResponseMessage response, IEdmModel model, string set)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        var entitySet = model.EntityContainer.FindEntitySet(set);
        return Read(reader.CreateODataResourceReader(entitySet, entitySet.EntityType())).Rows.Single();
    }

    /// <summary>A collection of references, with the page's count and next link.</summary>
    public static async Task<(List<Uri> Ids, long? Count, Uri? NextLink)> ReadReferencesAsync(HttpResponseMessage response, IEdmModel model)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        var links = reader.ReadEntityReferenceLinks();
        return ([.. links.Links.Select(link => link.Url)], links.Count, links.NextPageLink);
    }

    /// <summary>The reference to a single entity.</summary>
    public static async Task<Uri> ReadReferenceAsync(HttpResponseMessage response, IEdmModel model)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        return reader.ReadEntityReferenceLink().Url;
    }

    /// <summary>A property of an entity.</summary>
    public static async Task<object?> ReadPropertyAsync(HttpResponseMessage response, IEdmModel model)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        return reader.ReadProperty().Value;
    }

    /// <summary>What stands under a navigation property of each entity: its id and values; null where it leads nowhere.</summary>
    public static async Task<List<(Uri Id, Dictionary<string, object?> Values)?>> ReadExpandedAsync(HttpResponseMessage response, IEdmModel model, string set)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        var entitySet = model.EntityContainer.FindEntitySet(set);
        var entries = reader.CreateODataResourceSetReader(entitySet, entitySet.EntityType());
        var found = new List<(Uri, Dictionary<string, object?>)?>();
        var depth = 0;
        while (entries.Read())
        {
            depth += entries.State switch { ODataReaderState.NestedResourceInfoStart => 1, ODataReaderState.NestedResourceInfoEnd => -1, _ => 0 };
            if (depth > 0 && entries.State == ODataReaderState.ResourceEnd)
                found.Add(entries.Item is ODataResource resource ? (resource.Id, Values(resource)) : null);
            else if (depth > 0 && entries is { State: ODataReaderState.EntityReferenceLink, Item: ODataEntityReferenceLink link })
                found.Add((link.Url, []));
        }

        return found;
    }

    public static async Task<ODataServiceDocument> ReadServiceDocumentAsync(HttpResponseMessage response, IEdmModel model)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response), model);
        return reader.ReadServiceDocument();
    }

    public static async Task<ODataError> ReadErrorAsync(HttpResponseMessage response)
    {
        using var message = await Message.OfAsync(response);
        using var reader = new ODataMessageReader(message, Settings(response));
        return reader.ReadError();
    }

    static ODataMessageReaderSettings Settings(HttpResponseMessage response) => new()
    {
        BaseUri = new Uri(response.RequestMessage!.RequestUri!, "/odata/"),
        MaxProtocolVersion = ODataVersion.V401,

        // Names without "odata." are read only where the reader knows the version beforehand.
        Version = response.Headers.GetValues("OData-Version").Single() == "4.01" ? ODataVersion.V401 : ODataVersion.V4,
        MessageQuotas = new ODataMessageQuotas { MaxReceivedMessageSize = 1L << 30 },
    };

    static (List<Dictionary<string, object?>> Rows, long? Count, Uri? NextLink) Read(ODataReader reader)
    {
        var rows = new List<Dictionary<string, object?>>();
        long? count = null;
        Uri? next = null;
        while (reader.Read())
        {
            if (reader.State == ODataReaderState.ResourceEnd && reader.Item is ODataResource resource)
                rows.Add(Values(resource));
            if (reader.State == ODataReaderState.ResourceSetEnd && reader.Item is ODataResourceSet set)
                (count, next) = (set.Count, set.NextPageLink);
        }

        return (rows, count, next);
    }

    static Dictionary<string, object?> Values(ODataResource resource) =>
        resource.Properties.ToDictionary(property => property.Name, property => property.Value is null ? null : (object?)property.Value);

    sealed class Message(HttpResponseMessage response, Stream body) : IODataResponseMessage, IDisposable
    {
        public IEnumerable<KeyValuePair<string, string>> Headers =>
            response.Headers.Concat(response.Content.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(',', header.Value)));

        public int StatusCode
        {
            get => (int)response.StatusCode;
            set => throw new NotSupportedException();
        }

        public static async Task<Message> OfAsync(HttpResponseMessage response) =>
            new(response, new MemoryStream(await response.Content.ReadAsByteArrayAsync()));

        public string? GetHeader(string headerName) =>
            Headers.Where(header => header.Key.Equals(headerName, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

        public void SetHeader(string headerName, string headerValue) => throw new NotSupportedException();

        public Stream GetStream() => body;

        public void Dispose() => body.Dispose();
    }
}
