using System.Threading.Channels;

namespace ODataFeed.Refresh;

/// <summary>One who follows refreshes. Who does not keep up loses the oldest events, not the service its memory.</summary>
sealed class RefreshListener(Action<RefreshListener> leave) : IDisposable
{
    const int MostUnread = 1000;

    readonly Channel<RefreshEvent> _events = Channel.CreateBounded<RefreshEvent>(
        new BoundedChannelOptions(MostUnread) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>What happened and was not read yet; ends when the listener leaves.</summary>
    public ChannelReader<RefreshEvent> Events => _events.Reader;

    public void Tell(RefreshEvent step) => _events.Writer.TryWrite(step);

    public void Dispose()
    {
        leave(this);
        _events.Writer.TryComplete();
    }
}
