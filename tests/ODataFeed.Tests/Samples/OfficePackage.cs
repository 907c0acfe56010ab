using System.IO.Compression;
using System.Xml.Linq;

namespace ODataFeed.Tests.Samples;

/// <summary>An Office file as ECMA-376 part 2 has it: parts with content types, joined by relationships.</summary>
sealed class OfficePackage : IDisposable
{
    static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    static readonly XNamespace Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";

    readonly ZipArchive _archive;

    OfficePackage(ZipArchive archive) => _archive = archive;

    public static OfficePackage Open(string file) => new(ZipFile.OpenRead(file));

    public IReadOnlyList<string> Parts => [.. _archive.Entries.Select(entry => entry.FullName)];

    public XElement Part(string name)
    {
        using var stream = (_archive.GetEntry(name) ?? throw new InvalidDataException($"There is no part {name}.")).Open();
        return XElement.Load(stream);
    }

    /// <summary>The content type of a part: its own, or that of its extension.</summary>
    public string ContentType(string name)
    {
        var types = Part("[Content_Types].xml");
        return (string?)types.Elements(Types + "Override").SingleOrDefault(type => (string?)type.Attribute("PartName") == "/" + name)?.Attribute("ContentType")
            ?? (string?)types.Elements(Types + "Default").SingleOrDefault(type => "." + (string?)type.Attribute("Extension") == Path.GetExtension(name))?.Attribute("ContentType")
            ?? throw new InvalidDataException($"{name} has no content type.");
    }

    /// <summary>Kind and target of what a part is joined to; an empty name stands for the package.</summary>
    public IReadOnlyList<(string Kind, string Target)> TargetsOf(string name)
    {
        var (folder, file) = (Path.GetDirectoryName(name) ?? "", Path.GetFileName(name));
        var relations = Path.Combine(folder, "_rels", file + ".rels").Replace('\\', '/');
        return _archive.GetEntry(relations) is null
            ? []
            : [.. Part(relations).Elements(Relationships + "Relationship").Select(relation => (
                ((string)relation.Attribute("Type")!).Split('/')[^1],
                new Uri(new Uri($"http://package/{(folder.Length == 0 ? "" : folder + "/")}"), (string)relation.Attribute("Target")!).AbsolutePath.TrimStart('/')))];
    }

    public void Dispose() => _archive.Dispose();
}
