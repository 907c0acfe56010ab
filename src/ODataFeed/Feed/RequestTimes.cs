using System.Diagnostics;
using System.Globalization;
using ODataFeed.Query.Syntax;
using ODataFeed.Telemetry;

namespace ODataFeed.Feed;

/// <summary>How long the stages of one request took. There is none for a request that nobody measures.</summary>
/// <param name="time">The clock.</param>
/// <param name="isAsked">The caller wants to know: the answer gets a header <c>Server-Timing</c>.</param>
sealed class RequestTimes(TimeProvider time, bool isAsked)
{
    readonly long _began = time.GetTimestamp();
    TimeSpan? _planned;
    TimeSpan? _executed;

    /// <summary>The set asked, or what else the request was for; never a word of the caller's.</summary>
    public string Set { get; private set; } = "none";

    public long Rows { get; private set; }

    /// <summary>From the beginning until now.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>The stages that began: name, beginning and end, counted from the beginning of the request.</summary>
    public IEnumerable<(string Stage, TimeSpan From, TimeSpan To)> Stages(TimeSpan end)
    {
        yield return ("plan", TimeSpan.Zero, _planned ?? end);
        if (_planned is { } planned)
            yield return ("execute", planned, _executed ?? end);
        if (_executed is { } executed)
            yield return ("write", executed, end);
    }

    /// <summary>The times of a request; null where nobody measures it.</summary>
    public static RequestTimes? Of(HttpContext context) => context.Features.Get<RequestTimes>();

    /// <summary>What the request is for, as far as its path tells without a model.</summary>
    public void IsFor(PathSyntax path) => Set = path.Segments switch
    {
        [] => "service",
        [{ Kind: SegmentKind.Metadata }] => "$metadata",
        [{ Kind: SegmentKind.Batch }] => "$batch",
        _ => Set,
    };

    /// <summary>The query is understood.</summary>
    public void Planned(string set, HttpResponse response)
    {
        (Set, _planned) = (set, Elapsed);
        Say(response);
    }

    /// <summary>The rows are found: from here on the answer is written, whose time comes too late for its header.</summary>
    public void Executed(long rows, HttpResponse response)
    {
        (Rows, _executed) = (rows, Elapsed);
        Say(response);
    }

    /// <summary>Makes a span of each stage within the request's own.</summary>
    public void Trace(Activity request, TimeSpan end)
    {
        foreach (var (stage, from, to) in Stages(end))
        {
            using var span = ServiceTelemetry.Spans.StartActivity(ActivityKind.Internal, request.Context, startTime: request.StartTimeUtc + from, name: stage);
            span?.SetEndTime(request.StartTimeUtc + to);
        }
    }

    /// <summary>Milliseconds (W3C Server Timing §2).</summary>
    void Say(HttpResponse response)
    {
        if (!isAsked || response.HasStarted)
            return;
        var plan = Milliseconds("plan", _planned!.Value);
        response.Headers["Server-Timing"] = _executed is { } executed ? $"{plan}, {Milliseconds("execute", executed - _planned.Value)}" : plan;
    }

    static string Milliseconds(string stage, TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{stage};dur={time.TotalMilliseconds:0.###}");
}
