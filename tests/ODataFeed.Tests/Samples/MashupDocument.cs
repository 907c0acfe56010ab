using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;

namespace ODataFeed.Tests.Samples;

/// <summary>The queries in a workbook ([MS-QDEFF] 2.2): a stream of parts, each behind its length, in Base64 in a custom XML part.</summary>
/// <param name="Section">The section document with the queries.</param>
/// <param name="Metadata">What Excel knows of each query.</param>
sealed record MashupDocument(string Section, XElement Metadata)
{
    static readonly XNamespace Mashup = "http://schemas.microsoft.com/DataMashup";

    public static MashupDocument Read(XElement item)
    {
        if (item.Name != Mashup + "DataMashup")
            throw new InvalidDataException($"Found {item.Name}, expected a DataMashup.");
        var rest = (ReadOnlyMemory<byte>)Convert.FromBase64String(item.Value);
        if (BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, 4).Span) != 0)
            throw new InvalidDataException("The version is not 0.");
        var (package, permissions, metadata, _) = (Part(ref rest), Part(ref rest), Part(ref rest), Part(ref rest));
        if (!rest.IsEmpty)
            throw new InvalidDataException($"{rest.Length} bytes stand behind the last part.");
        XElement.Load(new MemoryStream(permissions.ToArray()));

        // [MS-QDEFF] 2.5: a version of its own, the XML, and a package that holds nothing here.
        Take(ref metadata, 4);
        var known = XElement.Load(new MemoryStream(Part(ref metadata).ToArray()));
        using var archive = new ZipArchive(new MemoryStream(package.ToArray()));
        if (!archive.Entries.Select(entry => entry.FullName).Order().SequenceEqual(new[] { "[Content_Types].xml", "Config/Package.xml", "Formulas/Section1.m" }.Order()))
            throw new InvalidDataException("The package has other parts than Excel's.");
        using var reader = new StreamReader(archive.GetEntry("Formulas/Section1.m")!.Open());
        return new MashupDocument(reader.ReadToEnd(), known);
    }

    static ReadOnlyMemory<byte> Part(ref ReadOnlyMemory<byte> rest) => Take(ref rest, BinaryPrimitives.ReadInt32LittleEndian(Take(ref rest, 4).Span));

    static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        var part = rest[..length];
        rest = rest[length..];
        return part;
    }
}
