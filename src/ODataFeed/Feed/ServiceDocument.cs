using System.Buffers;
using System.Text.Json;
using ODataFeed.Output;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>The list of entity sets at the service root (OData JSON Format §5).</summary>
static class ServiceDocument
{
    public static void Write(IBufferWriter<byte> writer, FeedModel model, string root, Representation representation)
    {
        using var json = new Utf8JsonWriter(writer);
        json.WriteStartObject();
        if (representation.Metadata != MetadataLevel.None)
            json.WriteString(representation.Prefix + "context", $"{root}/$metadata");
        json.WriteStartArray("value");
        foreach (var set in model.Sets)
        {
            json.WriteStartObject();
            json.WriteString("name", set.Name);
            if (set.Title != set.Name)
                json.WriteString("title", set.Title);
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", set.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
