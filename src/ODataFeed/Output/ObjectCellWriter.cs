using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Writes an object within a row: what a navigation property leads to, or the part of a path that rows were grouped by. Its members are
/// cells like any others.
/// </summary>
/// <param name="head">Control information before the members, with the comma before it.</param>
/// <param name="present">Is null just where the object is; null where the object always is.</param>
sealed class ObjectCellWriter(CellFrame frame, byte[] head, CellWriter[] members, Column? present) : CellWriter(frame)
{
    protected override int MaxValueBytes { get; } = 2 + head.Length + members.Sum(member => member.MaxBytes);

    public override void Prepare(RowBatch rows)
    {
        foreach (var member in members)
            member.Prepare(rows);
    }

    public override int Write(int row, Span<byte> target)
    {
        if (present is not null && present.IsNull(row))
            return WriteNull(target);
        var prefix = WritePrefix(target);
        var length = prefix;
        head.CopyTo(target[length..]);
        length += head.Length;
        foreach (var member in members)
            length += member.Write(row, target[length..]);

        // The comma before the first member makes room for the brace; without members there is no comma.
        length = Math.Max(length, prefix + 1);
        target[prefix] = (byte)'{';
        target[length++] = (byte)'}';
        return length;
    }
}
