using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Writes neighbouring framed cells in one go: a report's dates are a dozen of them, and a call for each costs as much as its copy.</summary>
sealed class FramedRunWriter(IReadOnlyList<FramedCellWriter<byte>> cells) : CellWriter(new CellFrame([], []))
{
    readonly (Codes<byte> Codes, JsonValues Values)[] _cells = [.. cells.Select(cell => (cell.Codes, cell.Values))];

    protected override int MaxValueBytes { get; } = cells.Sum(cell => cell.MaxBytes);

    public override int Write(int row, Span<byte> target)
    {
        var length = 0;
        foreach (var (codes, values) in _cells)
            length += values.Copy(codes.Items[row] + 1, target[length..]);
        return length;
    }
}
