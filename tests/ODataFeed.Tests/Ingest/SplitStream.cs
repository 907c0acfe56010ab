namespace ODataFeed.Tests.Ingest;

/// <summary>A body that arrives in pieces: up to a position, then the rest, or a fixed number of bytes at a time.</summary>
sealed class SplitStream(byte[] bytes, int at, int step = int.MaxValue) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var most = Position < at ? at - (int)Position : step;
        return base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
