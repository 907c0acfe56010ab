using System.Text;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Writes entities as references: objects with nothing but the id (OData JSON Format §14), which is the answer itself and so is written
/// with <c>metadata=none</c> too.
/// </summary>
sealed class JsonReferences(Table table, Representation representation, string idPrefix) : JsonObjects
{
    readonly byte[] _id = Encoding.UTF8.GetBytes($",\"{representation.Prefix}id\":\"");
    readonly EntityUrl _url = new(table, idPrefix);

    public override int MaxBytes => _id.Length + _url.MaxBytes + 2;

    protected override void Prepare(RowBatch rows) => _url.Prepare(rows);

    public override int WriteMembers(int row, Span<byte> target)
    {
        _id.CopyTo(target);
        var length = _id.Length;
        length += _url.Write(row, target[length..]);
        target[length++] = (byte)'"';
        return length;
    }
}
