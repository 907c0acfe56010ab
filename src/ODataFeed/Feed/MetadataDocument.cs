using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Microsoft.Net.Http.Headers;
using Microsoft.OData.Edm.Csdl;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary><c>$metadata</c> as XML, made once.</summary>
sealed class MetadataDocument
{
    public MetadataDocument(FeedModel model)
    {
        Xml = Write(model);
        Tag = EntityTags.Of(Convert.ToHexStringLower(SHA256.HashData(Xml).AsSpan(0, 8)));
    }

    /// <summary>UTF-8, without byte order mark.</summary>
    public byte[] Xml { get; }

    public EntityTagHeaderValue Tag { get; }

    static byte[] Write(FeedModel feed)
    {
        var model = EdmModelBuilder.Build(feed);
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            if (!CsdlWriter.TryWriteCsdl(model, xml, CsdlTarget.OData, out var errors))
                throw new InvalidOperationException($"The model cannot be written as CSDL: {string.Join("; ", errors)}");
        }

        return buffer.ToArray();
    }
}
