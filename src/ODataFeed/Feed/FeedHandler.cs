using System.Globalization;
using ODataFeed.Access;
using ODataFeed.Feed.Batch;
using ODataFeed.Output;
using ODataFeed.Query;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>
/// The door of the serve corridor: method and version → path → the resource it addresses, queries by way of <see cref="QueryAnswers"/>.
/// What goes wrong becomes an error answer, as long as nothing else was answered.
/// </summary>
sealed partial class FeedHandler(
    FeedViews views, FeedOptions options, PublishedSnapshots snapshots, Pager pager, AuditLog audit, TimeProvider time, ILogger<FeedHandler> log)
{
    /// <summary>What an error says beside its own headers: how the resource may be asked for, and what browsers are told with every answer.</summary>
    static readonly string[] Kept = ["Allow", "X-Content-Type-Options", "Referrer-Policy"];

    readonly QueryAnswers _queries = new(views, options, snapshots, pager, audit, time, log);
    readonly BatchHandler _batches = new(options);

    /// <summary>Answers any request whose path begins with <see cref="FeedOptions.Path"/>.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            await AnswerAsync(context, cancellation.Token);
        }
        catch (FeedException error) when (!HasBegun(context.Response))
        {
            audit.Refused(Caller.Of(context), error.Status, error.Code);
            await FailAsync(context, error);
        }
        catch (FeedException error)
        {
            // A later part of an answer that comes in parts: too late for its status.
            Log.Broken(log, error.Code);
            context.Abort();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.ReaderLeft(log);
        }
        catch (OperationCanceledException) when (!HasBegun(context.Response))
        {
            await FailAsync(context, FeedErrors.Timeout(options.RequestTimeout));
        }
        catch (Exception bug) when (bug is not OperationCanceledException && !HasBegun(context.Response))
        {
            Log.Failed(log, bug);
            await FailAsync(context, FeedErrors.Internal());
        }
        catch (OperationCanceledException)
        {
            // The answer is under way: cutting the connection is the only way left to say that it is not whole.
            Log.CutOff(log, options.RequestTimeout);
            context.Abort();
        }
    }

    /// <summary>Bytes of a body stand ready, though they may not have left: an error behind them would be read as part of it.</summary>
    static bool HasBegun(HttpResponse response) => response.HasStarted || (response.BodyWriter.CanGetUnflushedBytes && response.BodyWriter.UnflushedBytes > 0);

    async Task AnswerAsync(HttpContext context, CancellationToken cancellation)
    {
        ProtocolHeaders.Check(context.Request);
        var target = RawTarget.Of(context, options.Path);
        var path = PathParser.Parse(target.Path);
        RequestTimes.Of(context)?.IsFor(path);
        AllowedMethods.Check(context, path);
        if (path.Segments is [_, .., { Kind: SegmentKind.Query }])
            (target, path) = await PostedQuery.ReadAsync(context.Request, target, path, options.BodyLength, cancellation);
        target = _queries.Resume(target);
        if (target.Option("schemaversion") is { } version and not "*")
            throw FeedErrors.UnknownSchemaVersion(version);
        switch (path.Segments)
        {
            case [{ Kind: SegmentKind.Batch }]:
                AnswerHeaders.Set(context.Response, Negotiation.Is401(context.Request) ? "4.01" : "4.0");
                await _batches.AnswerAsync(context, target, this, cancellation);
                return;
            case []:
                await ServiceDocumentAsync(context, target, cancellation);
                return;
            case [{ Kind: SegmentKind.Metadata }]:
                await MetadataAsync(context, target, cancellation);
                return;
            case [{ Kind: SegmentKind.Entity }, ..]:
                (target, path) = EntityId.Resolve(context.Request, options, target, path);
                await _queries.AnswerAsync(context, target, path, cancellation);
                return;
            case [{ Kind: not (SegmentKind.Name or SegmentKind.Qualified) } segment, ..]:
                throw FeedErrors.UnsupportedResource(segment);
            default:
                await _queries.AnswerAsync(context, target, path, cancellation);
                return;
        }
    }

    Task ServiceDocumentAsync(HttpContext context, RawTarget target, CancellationToken cancellation)
    {
        var representation = Negotiation.Json(context.Request, target.Option("format"));
        var view = views.Of(Caller.Of(context));
        if (AnswerHeaders.NotModified(context, EntityTags.Of($"{view.Metadata.Tag}-{representation.Tag}"), representation))
            return Task.CompletedTask;
        context.Response.ContentType = representation.ContentType;
        ServiceDocument.Write(context.Response.BodyWriter, view.Model, options.Root(context.Request), representation);
        return context.Response.BodyWriter.FlushAsync(cancellation).AsTask();
    }

    async Task MetadataAsync(HttpContext context, RawTarget target, CancellationToken cancellation)
    {
        var representation = Negotiation.Metadata(context.Request, target.Option("format"));
        var document = views.Of(Caller.Of(context)).Metadata[representation];
        if (AnswerHeaders.NotModified(context, document.Tag, representation))
            return;
        var (body, coding) = document.For(context.Request);
        context.Response.Headers.ContentEncoding = coding;
        context.Response.Headers["Preference-Applied"] = Preferences.Of(context.Request).Applied(representation, null, annotations: "*");
        context.Response.ContentType = representation.ContentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.BodyWriter.WriteAsync(body, cancellation);
    }

    /// <summary>Answers with an error, as long as nothing else was answered.</summary>
    public async Task FailAsync(HttpContext context, FeedException error)
    {
        var kept = Kept.Select(name => (Name: name, Value: context.Response.Headers[name])).ToList();
        context.Response.Clear();
        foreach (var (name, value) in kept)
            context.Response.Headers[name] = value;
        AnswerHeaders.Set(context.Response, "4.0");
        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = new Representation().ContentType;
        ErrorBody.Write(context.Response.BodyWriter, error);
        Log.Refused(log, error.Status, error.Code);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "Refused a request: {Status} {Code}")]
        public static partial void Refused(ILogger log, int status, string code);

        [LoggerMessage(3, LogLevel.Debug, "A reader left before the answer was whole")]
        public static partial void ReaderLeft(ILogger log);

        [LoggerMessage(5, LogLevel.Warning, "An answer was under way when a row could not be evaluated ({Code}), and was cut off")]
        public static partial void Broken(ILogger log, string code);

        [LoggerMessage(6, LogLevel.Error, "The feed failed to answer")]
        public static partial void Failed(ILogger log, Exception bug);

        [LoggerMessage(4, LogLevel.Warning, "An answer took longer than {Limit} and was cut off")]
        public static partial void CutOff(ILogger log, TimeSpan limit);
    }
}
