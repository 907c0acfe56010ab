using System.Text;

namespace ODataFeed.Tests.Snapshot;

/// <summary>The order of cells, written independently of the engine: null first, text by UTF-8 bytes, all else by value.</summary>
sealed class CellOrder : IComparer<object?>
{
    public static CellOrder Instance { get; } = new();

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)),
        _ => Comparer<object>.Default.Compare(x, y),
    };
}
