using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using Microsoft.Net.Http.Headers;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using ODataFeed.Output;

namespace ODataFeed.Feed;

/// <summary><c>$metadata</c> in one form, made once; also compressed, because every client begins with it and it never changes.</summary>
sealed class MetadataDocument
{
    readonly Lazy<byte[]> _brotli;
    readonly Lazy<byte[]> _gzip;

    /// <param name="model">Its version is the one the document states.</param>
    /// <param name="format"><see cref="PayloadFormat.CsdlXml"/> or <see cref="PayloadFormat.CsdlJson"/>.</param>
    public MetadataDocument(IEdmModel model, PayloadFormat format)
    {
        Body = format == PayloadFormat.CsdlJson ? WriteJson(model) : WriteXml(model);
        Tag = EntityTags.Of(Convert.ToHexStringLower(SHA256.HashData(Body).AsSpan(0, 8)));
        _brotli = new(() => Compress(target => new BrotliStream(target, CompressionLevel.Optimal)));
        _gzip = new(() => Compress(target => new GZipStream(target, CompressionLevel.Optimal)));
    }

    /// <summary>UTF-8, without byte order mark.</summary>
    public byte[] Body { get; }

    public EntityTagHeaderValue Tag { get; }

    /// <summary>The body in a content coding a client accepts; the coding is null where it is the body as it is.</summary>
    public (byte[] Body, string? Coding) For(HttpRequest request) => ContentCoding.Of(request) switch
    {
        "br" => (_brotli.Value, "br"),
        "gzip" => (_gzip.Value, "gzip"),
        _ => (Body, null),
    };

    byte[] Compress(Func<Stream, Stream> compression)
    {
        using var buffer = new MemoryStream();
        using (var stream = compression(buffer))
            stream.Write(Body);
        return buffer.ToArray();
    }

    static byte[] WriteXml(IEdmModel model)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            if (!CsdlWriter.TryWriteCsdl(model, xml, CsdlTarget.OData, out var errors))
                throw new InvalidOperationException($"The model cannot be written as CSDL: {string.Join("; ", errors)}");
        }

        return buffer.ToArray();
    }

    static byte[] WriteJson(IEdmModel model)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (!CsdlWriter.TryWriteCsdl(model, json, out var errors))
                throw new InvalidOperationException($"The model cannot be written as CSDL JSON: {string.Join("; ", errors)}");
        }

        return buffer.ToArray();
    }
}
