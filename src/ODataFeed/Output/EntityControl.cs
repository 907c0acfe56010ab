using System.Text;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Control information of entities (OData JSON Format §4.5): type, id, read link and the links of navigation properties. With
/// <c>metadata=full</c> all of them; with <c>minimal</c> the id alone, where a key property is not part of the answer. There is no edit
/// link, because nothing can be edited, and no etag, because it serves editing. Links are relative to the context URL, that is to the
/// service root. What <c>$apply</c> made is transient: in 4.0 it says so by an id that is null (§4.5.9), in 4.01 with <c>full</c> alone.
/// </summary>
sealed class EntityControl
{
    readonly bool _full;
    readonly byte[] _type = [];
    readonly byte[] _id = [];
    readonly byte[] _readLink = [];
    readonly byte[] _transientId = [];
    readonly (byte[] Association, byte[] Navigation, byte[] Segment)[] _links = [];
    readonly EntityUrl? _url;

    public EntityControl(Table table, IReadOnlyList<OutputColumn> columns, Representation representation, IReadOnlyList<string> navigation, bool transient)
    {
        if (transient)
        {
            _transientId = Encoding.UTF8.GetBytes(TransientId(representation));
            MaxBytes = _transientId.Length;
            return;
        }

        var set = table.Schema;
        _full = representation.Metadata == MetadataLevel.Full;
        var keyLess = set.Key.Any(ordinal => columns.All(column => column.Ordinal != ordinal));
        if (set.Key.Count == 0 || !(_full || (representation.Metadata == MetadataLevel.Minimal && keyLess)))
            return;
        _url = new EntityUrl(table, "");
        _id = Member(representation, "", "id");
        if (_full)
        {
            _type = Encoding.UTF8.GetBytes($",\"{representation.Prefix}type\":\"#{FeedModel.Namespace}.{set.Name}\"");
            _readLink = Member(representation, "", "readLink");
            _links = [.. navigation.Select(name => (
                Member(representation, name, "associationLink"), Member(representation, name, "navigationLink"), Encoding.UTF8.GetBytes($"/{name}")))];
        }

        // The closing quote of each URL, and /$ref.
        var url = _url.MaxBytes + 1;
        MaxBytes = _type.Length + _id.Length + _readLink.Length + (2 * url)
            + _links.Sum(link => link.Association.Length + link.Navigation.Length + (2 * (url + link.Segment.Length)) + 5);
    }

    /// <summary>The id of an entity that has none, with the comma before it; empty where it need not be written.</summary>
    public static string TransientId(Representation representation) =>
        representation.Metadata == MetadataLevel.Full || representation is { Metadata: MetadataLevel.Minimal, Version401: false }
            ? $",\"{representation.Prefix}id\":null"
            : "";

    /// <summary>The most bytes head and links take together.</summary>
    public int MaxBytes { get; }

    public void Prepare(RowBatch rows) => _url?.Prepare(rows);

    /// <summary>Writes what comes before the properties, each member with the comma before it.</summary>
    public int WriteHead(int row, Span<byte> target)
    {
        if (_url is null)
            return Put(_transientId, target);
        var length = Put(_type, target);
        length += Put(_id, target[length..]);
        length += _url.Write(row, target[length..]);
        target[length++] = (byte)'"';
        if (!_full)
            return length;
        length += Put(_readLink, target[length..]);
        length += _url.Write(row, target[length..]);
        target[length++] = (byte)'"';
        return length;
    }

    /// <summary>Writes what comes behind the properties: in 4.0 navigation properties have their place there (§4.4).</summary>
    public int WriteLinks(int row, Span<byte> target)
    {
        var length = 0;
        foreach (var (association, navigation, segment) in _links)
        {
            length += Put(association, target[length..]);
            length += _url!.Write(row, target[length..]);
            length += Put(segment, target[length..]);
            length += Put("/$ref\""u8, target[length..]);
            length += Put(navigation, target[length..]);
            length += _url!.Write(row, target[length..]);
            length += Put(segment, target[length..]);
            target[length++] = (byte)'"';
        }

        return length;
    }

    static int Put(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        bytes.CopyTo(target);
        return bytes.Length;
    }

    static byte[] Member(Representation representation, string property, string name) =>
        Encoding.UTF8.GetBytes($",\"{property}{representation.Prefix}{name}\":\"");
}
