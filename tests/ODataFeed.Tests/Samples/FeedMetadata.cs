using System.Xml.Linq;

namespace ODataFeed.Tests.Samples;

/// <summary>The sets of a <c>$metadata</c> document: the type of each property by its name.</summary>
public sealed class FeedMetadata
{
    static readonly XNamespace Edm = "http://docs.oasis-open.org/odata/ns/edm";

    readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> _sets;

    FeedMetadata(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> sets) => _sets = sets;

    public static FeedMetadata None { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, string>>());

    public static FeedMetadata Parse(string document)
    {
        var root = XDocument.Parse(document).Root!;
        var types = root.Descendants(Edm + "EntityType").ToDictionary(
            type => (string)type.Attribute("Name")!,
            type => (IReadOnlyDictionary<string, string>)type.Elements(Edm + "Property").ToDictionary(
                property => (string)property.Attribute("Name")!,
                property => (string)property.Attribute("Type")!));
        return new FeedMetadata(root.Descendants(Edm + "EntitySet").ToDictionary(
            set => (string)set.Attribute("Name")!,
            set => types[((string)set.Attribute("EntityType")!).Split('.')[^1]]));
    }

    /// <summary>The properties of a set and their EDM types; null where there is no such set.</summary>
    public IReadOnlyDictionary<string, string>? Find(string set) => _sets.GetValueOrDefault(set);
}
