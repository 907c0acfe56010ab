using System.Buffers;
using ODataFeed.Query;

namespace ODataFeed.Feed.Batch;

/// <summary>Executes the requests of one batch in order, each through the corridor that answers it outside of a batch.</summary>
/// <param name="continues">Whether requests behind a failed one are executed.</param>
sealed class BatchRun(HttpContext batch, FeedHandler feed, ServiceRoot root, IBatchWriter writer, bool continues)
{
    /// <summary>What a request within a batch must not have (OData part 1 §11.7.7.1).</summary>
    static readonly string[] Forbidden = ["Authorization", "Proxy-Authorization", "WWW-Authenticate", "X-Api-Key", "Cookie", "Expect", "From", "Max-Forwards", "Range", "TE"];

    static readonly string[] SystemResources = ["$batch", "$crossjoin", "$all", "$entity", "$root", "$id", "$metadata"];

    readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    readonly Dictionary<string, string?> _groups = new(StringComparer.Ordinal);

    public async Task AnswerAsync(IReadOnlyList<BatchRequest> requests, CancellationToken cancellation)
    {
        var changing = requests.Where(request => request.Group is not null && !request.Reads).Select(request => request.Group!).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < requests.Count; i++)
        {
            var request = requests[i];
            if (writer.JoinsChangeSets && request.InChangeSet && i > 0 && requests[i - 1].Group == request.Group)
                continue;
            var status = await AnswerAsync(request, changing, cancellation);
            Note(request, status);
            if (status >= 400 && !continues)
                return;
        }
    }

    /// <summary>A request with another status than 2xx has failed, and with it its group, whatever the others of the group answered.</summary>
    void Note(BatchRequest request, int status)
    {
        if (request.Id is not null)
            _groups[request.Id] = request.Group;
        if (status is >= 200 and < 300)
            return;
        foreach (var name in new[] { request.Id, request.Group }.OfType<string>())
            _failed.Add(name);
    }

    bool HasFailed(string name) => _failed.Contains(name) || (_groups.GetValueOrDefault(name) is { } group && _failed.Contains(group));

    async Task<int> AnswerAsync(BatchRequest request, HashSet<string> changing, CancellationToken cancellation)
    {
        _buffer.ResetWrittenCount();
        var response = new PartResponse(request, writer, batch.Response.BodyWriter, _buffer);
        var context = PartContext.Of(batch, request, response, cancellation);
        try
        {
            Refuse(request, changing);
            PartContext.Aim(context, Target(request));
            await feed.HandleAsync(context);
        }
        catch (FeedException refusal) when (!response.HasStarted)
        {
            await feed.FailAsync(context, refusal);
        }

        // A part that was cut off must not look whole.
        cancellation.ThrowIfCancellationRequested();
        await response.CompleteAsync();
        await batch.Response.BodyWriter.FlushAsync(cancellation);
        return response.StatusCode;
    }

    void Refuse(BatchRequest request, HashSet<string> changing)
    {
        if (request.InChangeSet)
            throw FeedErrors.ChangeSet();
        if (request.DependsOn.FirstOrDefault(HasFailed) is { } failed)
            throw FeedErrors.FailedDependency(failed);
        if (request.HasCondition)
            throw FeedErrors.ConditionInBatch();
        if (request.Headers.Select(header => header.Key).FirstOrDefault(name => Forbidden.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } header)
            throw FeedErrors.BatchHeader(header);
        if (request.IsBatch)
            throw FeedErrors.NestedBatch();
        if (!request.Reads)
            throw FeedErrors.ChangeInBatch(request.Method, request.Url);
        if (request.Group is { } group && changing.Contains(group))
            throw FeedErrors.FailedDependency(group);
    }

    string Target(BatchRequest request)
    {
        var segment = request.Url.Split('/', '?')[0];
        if (segment.StartsWith('$') && _groups.ContainsKey(segment[1..]) && !SystemResources.Contains(segment))
            throw FeedErrors.ReferenceInBatch(segment);
        var hosts = request.Headers.Where(header => header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        return hosts.Count <= 1
            ? root.Target(request.Url, hosts.SingleOrDefault())
            : throw FeedErrors.InvalidBatch("A request", "the header Host more than once", "one");
    }
}
