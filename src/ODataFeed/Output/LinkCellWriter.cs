using System.Text;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Writes the URL of the entity whose key a column holds; the frame's prefix ends in the opening parenthesis.</summary>
/// <param name="end">What follows the key.</param>
sealed class LinkCellWriter(CellFrame frame, Column key, string end) : CellWriter(frame)
{
    readonly CellWriter _key = Of(key, CellFrame.Of("", ""), ValueNotation.Key);
    readonly byte[] _end = Encoding.UTF8.GetBytes(end);

    protected override int MaxValueBytes => _key.MaxBytes + _end.Length;

    public override void Prepare(RowBatch rows) => _key.Prepare(rows);

    public override int Write(int row, Span<byte> target)
    {
        if (key.IsNull(row))
            return WriteNull(target);
        var length = WritePrefix(target);
        length += _key.Write(row, target[length..]);
        _end.CopyTo(target[length..]);
        return length + _end.Length;
    }
}
