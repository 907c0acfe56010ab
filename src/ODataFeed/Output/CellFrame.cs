using System.Text;

namespace ODataFeed.Output;

/// <summary>What is around a cell's value.</summary>
/// <param name="Prefix">Before a value: its separator, and in JSON its name and control information.</param>
/// <param name="Null">Instead of prefix and value where the cell is null.</param>
readonly record struct CellFrame(byte[] Prefix, byte[] Null)
{
    public bool Equals(CellFrame other) => Prefix.AsSpan().SequenceEqual(other.Prefix) && Null.AsSpan().SequenceEqual(other.Null);

    public override int GetHashCode() => HashCode.Combine(Prefix.Length, Null.Length);

    public static CellFrame Of(string prefix, string @null) => new(Encoding.UTF8.GetBytes(prefix), Encoding.UTF8.GetBytes(@null));

    /// <summary>A property of a JSON object, with the comma before it.</summary>
    /// <param name="control">Control information of the property, with the comma before it; empty where there is none.</param>
    public static CellFrame Property(string name, string control, bool omitNull)
    {
        var prefix = $"{control},\"{name}\":";
        return Of(prefix, omitNull ? "" : prefix + "null");
    }
}
