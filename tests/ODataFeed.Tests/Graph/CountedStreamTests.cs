using ODataFeed.Graph;
using Xunit;

namespace ODataFeed.Tests.Graph;

public sealed class CountedStreamTests
{
    readonly FakeClock _time = new();

    [Fact]
    public async Task ABodyThatTricklesIsGivenUpInTheEnd()
    {
        var body = Body(new Endless(() => _time.Advance(TimeSpan.FromSeconds(90)), most: 1));

        var error = await Assert.ThrowsAsync<IOException>(() => body.CopyToAsync(Stream.Null));

        Assert.Equal("The body had not ended after 21 bytes and 1890 s.", error.Message);
    }

    [Fact]
    public async Task ABodyWithoutEndIsGivenUpInTheEnd()
    {
        var body = Body(new Endless(() => { }, most: int.MaxValue));

        var error = await Assert.ThrowsAsync<IOException>(() => body.CopyToAsync(Stream.Null, 1 << 20));

        Assert.Equal("The body had not ended after 1074790400 bytes and 0 s.", error.Message);
    }

    [Fact]
    public async Task ABodyThatStallsIsGivenUp()
    {
        var body = Body(new Stalled(), patience: TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<IOException>(() => body.CopyToAsync(Stream.Null));

        Assert.Equal("No bytes came for 0 s, after 0.", error.Message);
    }

    [Fact]
    public async Task AnErrorWhoseBodyStallsIsStillThatError()
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "https://reports.office.com/d");
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable) { RequestMessage = message };
        var request = new ReportRequest(Reports.Of("getOffice365ActiveUserCounts"), "D7");

        var error = await GraphFailure.ReadAsync(
            request.ToString(), response, Body(new Stalled(), TimeSpan.FromMilliseconds(1)), _time.GetUtcNow(), default);

        Assert.Equal($"{request}: reports.office.com answered 503 ServiceUnavailable: no body", error.Message);
    }

    CountedStream Body(Stream inner, TimeSpan? patience = null) =>
        new(inner, announced: null, endsWithLine: false, patience ?? TimeSpan.FromMinutes(1), new GraphTraffic(), _time);

    /// <summary>Zeros for ever, so many at a time.</summary>
    sealed class Endless(Action onRead, int most) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            onRead();
            return new(Math.Min(buffer.Length, most));
        }
    }

    /// <summary>Nothing, until the reader gives up.</summary>
    sealed class Stalled : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
