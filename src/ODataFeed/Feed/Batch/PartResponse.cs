using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace ODataFeed.Feed.Batch;

/// <summary>
/// The response of one request of a batch, as the corridor sees it. What is written waits until it is flushed; then it goes straight into
/// the batch's own response, so that a part is never whole in memory.
/// </summary>
sealed class PartResponse : PipeWriter, IHttpResponseFeature, IHttpResponseBodyFeature
{
    readonly BatchRequest _request;
    readonly IBatchWriter _batch;
    readonly PipeWriter _output;
    readonly ArrayBufferWriter<byte> _buffer;
    readonly List<(Func<object, Task> Callback, object State)> _starting = [];
    readonly List<(Func<object, Task> Callback, object State)> _completed = [];

    /// <param name="buffer">Empty; the same for all parts of a batch.</param>
    public PartResponse(BatchRequest request, IBatchWriter batch, PipeWriter output, ArrayBufferWriter<byte> buffer)
    {
        (_request, _batch, _output, _buffer) = (request, batch, output, buffer);
        Body = Stream = AsStream(leaveOpen: true);
    }

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; }

    public bool HasStarted { get; private set; }

    public Stream Stream { get; }

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _buffer.WrittenCount;

    /// <summary>Answers to HEAD, and 304, have no body (RFC 9110 §9.3.2, §15.4.5).</summary>
    bool HasBody => _request.Method != "HEAD" && StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public override void Advance(int bytes) => _buffer.Advance(bytes);

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await StartAsync(cancellationToken);
        Drain(isLast: false);
        return await _output.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => _output.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Ends the part; afterwards the next one may be written.</summary>
    public async Task CompleteAsync()
    {
        await StartAsync();
        Drain(isLast: true);
        _batch.EndPart(_output);
        foreach (var (callback, state) in Enumerable.Reverse(_completed))
            await callback(state);
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
            return;
        foreach (var (callback, state) in Enumerable.Reverse(_starting))
            await callback(state);
        HasStarted = true;

        // The length is that of a GET, and a reader of the batch would wait for it.
        if (!HasBody)
            Headers.ContentLength = null;
        _batch.StartPart(_output, _request, this);
    }

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public void OnStarting(Func<object, Task> callback, object state) => _starting.Add((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Add((callback, state));

    void Drain(bool isLast)
    {
        var written = _buffer.WrittenSpan;
        var taken = HasBody ? _batch.WriteBody(_output, written, isLast) : written.Length;
        var rest = written[taken..].ToArray();
        _buffer.ResetWrittenCount();
        _buffer.Write(rest);
    }
}
