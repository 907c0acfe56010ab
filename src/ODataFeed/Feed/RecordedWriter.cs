using System.Buffers;
using System.IO.Pipelines;

namespace ODataFeed.Feed;

/// <summary>Passes an answer on and keeps a copy of it, up to a size beyond which nothing is kept.</summary>
/// <param name="most">The largest copy, in bytes.</param>
sealed class RecordedWriter(PipeWriter inner, long most) : PipeWriter, IDisposable
{
    byte[] _copy = [];
    int _length;
    bool _isWhole = true;
    Memory<byte> _lent;

    /// <summary>All that was written, or null where it was too much.</summary>
    public byte[]? Copy => _isWhole ? _copy.AsSpan(0, _length).ToArray() : null;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _lent = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        Record(_lent.Span[..bytes]);
        _lent = _lent[bytes..];
        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    /// <summary>The answer may go on: whoever owns the inner writer completes it.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    public void Dispose() => Release();

    void Record(ReadOnlySpan<byte> bytes)
    {
        _isWhole &= _length + bytes.Length <= most;
        if (!_isWhole)
        {
            Release();
            return;
        }

        if (_copy.Length - _length < bytes.Length)
            Grow(_length + bytes.Length);
        bytes.CopyTo(_copy.AsSpan(_length));
        _length += bytes.Length;
    }

    void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, _copy.Length * 2));
        _copy.AsSpan(0, _length).CopyTo(larger);
        var length = _length;
        Release();
        (_copy, _length) = (larger, length);
    }

    void Release()
    {
        if (_copy.Length > 0)
            ArrayPool<byte>.Shared.Return(_copy);
        (_copy, _length) = ([], 0);
    }
}
