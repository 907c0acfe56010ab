namespace ODataFeed.Graph;

/// <summary>
/// Counts a body's bytes, holds them against the announced length, and gives up when none come for a while, or too many: a body
/// cut off on its way must not look like a complete report, and one without an end must not hold up all others.
/// </summary>
/// <param name="inner">The body.</param>
/// <param name="announced">Its length, where the answer told it.</param>
/// <param name="endsWithLine">It is cut off unless its last byte ends a line: there is nothing else to tell by.</param>
/// <param name="patience">The longest wait for a byte.</param>
/// <param name="traffic">Where bytes are counted.</param>
/// <param name="time">The clock of <see cref="Longest"/>.</param>
sealed class CountedStream(
    Stream inner, long? announced, bool endsWithLine, TimeSpan patience, GraphTraffic traffic, TimeProvider time)
    : Stream
{
    /// <summary>The detail of a million users has some 300 MB.</summary>
    public const long Largest = 1L << 30;

    /// <summary>The longest a body may take, however steadily it trickles.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    readonly long _started = time.GetTimestamp();
    CancellationTokenSource _stall = new();
    long _read;
    byte _last;

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
        if (count > 0)
            _last = buffer.Span[count - 1];
        else if (buffer.Length > 0)
            ThrowIfCutOff();
        if (_read > Largest || time.GetElapsedTime(_started) > Longest)
            throw new IOException($"The body had not ended after {_read} bytes and {time.GetElapsedTime(_started).TotalSeconds:0} s.");
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

    void ThrowIfCutOff()
    {
        if (announced > _read)
            throw new IOException($"The body ended after {_read} of {announced} bytes.");
        if (endsWithLine && _read > 0 && _last is not ((byte)'\n' or (byte)'\r'))
            throw new IOException($"The body ended after {_read} bytes within a line, and its length was not announced.");
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
        catch (HttpIOException broken)
        {
            // Its message may quote the body.
            throw new IOException($"The body broke off after {_read} bytes: {broken.HttpRequestError}.");
        }
        catch (Exception undecodable) when (undecodable is InvalidDataException or InvalidOperationException)
        {
            // The first is gzip's, the second Brotli's.
            throw new IOException($"The body could not be decompressed beyond {_read} bytes.", undecodable);
        }
    }
}
