namespace ODataFeed.Output;

/// <summary>Writes a JSON object per row.</summary>
abstract class JsonObjects : RowWriter
{
    protected override bool Separated => true;

    public override int Write(int row, Span<byte> target)
    {
        // The comma before the first member makes room for the brace; without members there is no comma.
        var length = Math.Max(1, WriteMembers(row, target));
        target[0] = (byte)'{';
        target[length++] = (byte)'}';
        return length;
    }

    /// <summary>Writes the members of a row's object, each with the comma before it, and returns their length.</summary>
    public abstract int WriteMembers(int row, Span<byte> target);
}
