namespace ODataFeed.Graph;

/// <summary>
/// Counts a body's bytes, holds them against the announced length, and gives up when none come for a while: a body cut off on
/// its way must not look like a complete report.
/// </summary>
sealed class CountedStream(Stream inner, long? announced, TimeSpan patience, GraphTraffic traffic) : Stream
{
    CancellationTokenSource _stall = new();
    long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await ReadOrGiveUpAsync(buffer, cancellationToken);
        _read += count;
        traffic.Bytes += count;
        if (count == 0 && buffer.Length > 0 && announced > _read)
            throw new IOException($"The body ended after {_read} of {announced} bytes.");
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override async ValueTask DisposeAsync()
    {
        _stall.Dispose();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    async ValueTask<int> ReadOrGiveUpAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!_stall.TryReset())
        {
            _stall.Dispose();
            _stall = new CancellationTokenSource();
        }

        _stall.CancelAfter(patience);
        using var caller = cancellationToken.UnsafeRegister(static stall => ((CancellationTokenSource)stall!).Cancel(), _stall);
        try
        {
            return await inner.ReadAsync(buffer, _stall.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new IOException($"No bytes came for {patience.TotalSeconds:0} s, after {_read}.");
        }
    }
}
