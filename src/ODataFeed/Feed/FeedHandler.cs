using Microsoft.Net.Http.Headers;
using ODataFeed.Output;
using ODataFeed.Query;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>
/// The serve corridor. A request goes, in this order, through: method and version → path → plan (or a known one) → the snapshot's
/// table → entity tag → executor → writer. The body is not touched before the page can no longer fail, so every error has its status.
/// </summary>
sealed partial class FeedHandler(FeedModel model, FeedOptions options, PublishedSnapshots snapshots, TimeProvider time, ILogger<FeedHandler> log)
{
    readonly PlanCache _plans = new(new Planner(model, time));
    readonly MetadataDocuments _metadata = new(model);

    /// <summary>Answers any request whose path begins with <see cref="FeedOptions.Path"/>.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, time);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            await AnswerAsync(context, cancellation.Token);
        }
        catch (FeedException error) when (!context.Response.HasStarted)
        {
            await FailAsync(context, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.ReaderLeft(log);
        }
        catch (OperationCanceledException) when (!context.Response.HasStarted)
        {
            await FailAsync(context, FeedErrors.Timeout(options.RequestTimeout));
        }
        catch (OperationCanceledException)
        {
            // The answer is under way: cutting the connection is the only way left to say that it is not whole.
            Log.CutOff(log, options.RequestTimeout);
            context.Abort();
        }
    }

    async Task AnswerAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            throw FeedErrors.MethodNotAllowed(context.Request.Method);
        }

        ProtocolHeaders.Check(context.Request);
        var target = RawTarget.Of(context, options.Path);
        var path = PathParser.Parse(target.Path);
        switch (path.Segments)
        {
            case []:
                await ServiceDocumentAsync(context, target, cancellation);
                return;
            case [{ Kind: SegmentKind.Metadata }]:
                await MetadataAsync(context, target, cancellation);
                return;
            case [{ Kind: not SegmentKind.Name } segment, ..]:
                throw FeedErrors.UnsupportedResource(segment);
            default:
                await QueryAsync(context, target, path, cancellation);
                return;
        }
    }

    Task ServiceDocumentAsync(HttpContext context, RawTarget target, CancellationToken cancellation)
    {
        var representation = Negotiation.Json(context.Request, target.Option("format"));
        if (NotModified(context, EntityTags.Of($"{_metadata.Tag}-{representation.Tag}"), representation))
            return Task.CompletedTask;
        context.Response.ContentType = representation.ContentType;
        ServiceDocument.Write(context.Response.BodyWriter, model, Root(context), representation);
        return context.Response.BodyWriter.FlushAsync(cancellation).AsTask();
    }

    async Task MetadataAsync(HttpContext context, RawTarget target, CancellationToken cancellation)
    {
        var representation = Negotiation.Metadata(context.Request, target.Option("format"));
        var document = _metadata[representation];
        if (NotModified(context, document.Tag, representation))
            return;
        var (body, coding) = document.For(context.Request);
        context.Response.Headers.ContentEncoding = coding;
        context.Response.Headers["Preference-Applied"] = Preferences.Of(context.Request).Applied(representation, null, annotations: "*");
        context.Response.ContentType = representation.ContentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.BodyWriter.WriteAsync(body, cancellation);
    }

    async Task QueryAsync(HttpContext context, RawTarget target, PathSyntax path, CancellationToken cancellation)
    {
        var plan = _plans.Plan(path, target.Path, target.Without("skiptoken", "format"));
        var preferences = Preferences.Of(context.Request);
        var representation = plan.Kind == ResourceKind.Count
            ? Negotiation.PlainText(context.Request, target.Option("format"))
            : Negotiation.Rows(context.Request, target.Option("format"));
        if (representation.Format == PayloadFormat.Json)
            representation = representation with { OmitNulls = preferences.OmitNulls };
        var token = target.Option("skiptoken") is { } written ? SkipToken.Parse(written) : (SkipToken?)null;
        var table = TableOf(plan.Set, token);
        if (!plan.UsesNow && NotModified(context, EntityTags.Of(table.Version, representation, preferences.PageSize), representation))
            return;
        var result = Executor.Run(plan, table, cancellation);
        switch (plan.Kind)
        {
            case ResourceKind.Count:
                context.Response.ContentType = representation.ContentType;
                await context.Response.WriteAsync(result.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellation);
                return;
            case ResourceKind.Entity when representation.Format == PayloadFormat.Json:
                context.Response.Headers["Preference-Applied"] = preferences.Applied(representation, null, annotations: "-*");
                context.Response.ContentType = representation.ContentType;
                JsonAnswer.WriteEntity(context.Response.BodyWriter, result, ContextUrl(context, plan), representation);
                await context.Response.BodyWriter.FlushAsync(cancellation);
                return;
            default:
                await PageAsync(context, target, result, token, preferences, representation, cancellation);
                return;
        }
    }

    async Task PageAsync(
        HttpContext context, RawTarget target, QueryResult result, SkipToken? token, Preferences preferences, Representation representation, CancellationToken cancellation)
    {
        var csv = representation.Format == PayloadFormat.Csv;
        var page = PageRange.Of(result, token, preferences, options, unpaged: csv);
        var next = page.Next is { } place ? NextLink(context, target, place) : null;
        context.Response.Headers["Preference-Applied"] = preferences.Applied(representation, preferences.PageSize is null ? null : page.Size, annotations: "-*");
        context.Response.ContentType = representation.ContentType;
        if (csv)
        {
            CsvDownload.SetHeaders(context.Response, result.Plan.Set, next);
            await CsvAnswer.WriteAsync(context.Response.BodyWriter, result, page.First, page.End, cancellation);
        }
        else
            await JsonAnswer.WritePageAsync(context.Response.BodyWriter, result, page.First, page.End, ContextUrl(context, result.Plan), next, representation, cancellation);
        await context.Response.BodyWriter.FlushAsync(cancellation);
        Log.Answered(log, result.Plan.Set.Name, page.End - page.First);
    }

    /// <summary>The set's rows: the current ones, or those of the token's page 1.</summary>
    Table TableOf(TableSchema set, SkipToken? token)
    {
        if (token is { } page)
            return snapshots.Find(set.Name, page.Version) ?? throw FeedErrors.SnapshotGone(set.Name);
        if (snapshots.Current.Find(set.Name) is { } table)
            return table;
        throw snapshots.Refusal(set.Name) is { } reason ? FeedErrors.ReportUnavailable(set.Name, reason) : FeedErrors.NotLoaded(set.Name);
    }

    /// <summary>
    /// Sets the headers that an answer and a 304 share (RFC 9110 §15.4.5), and makes it a 304 where the client has it already.
    /// </summary>
    static bool NotModified(HttpContext context, EntityTagHeaderValue tag, Representation representation)
    {
        CommonHeaders(context.Response, representation.Version);
        context.Response.GetTypedHeaders().ETag = tag;
        if (!EntityTags.Matches(context.Request, tag))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    static void CommonHeaders(HttpResponse response, string version)
    {
        response.Headers["OData-Version"] = version;
        response.Headers.Vary = "Accept, Accept-Encoding, Prefer, OData-MaxVersion, Authorization";
        response.Headers.CacheControl = "private";
    }

    async Task FailAsync(HttpContext context, FeedException error)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        CommonHeaders(context.Response, "4.0");
        context.Response.StatusCode = error.Status;
        if (error.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "5";
        context.Response.ContentType = new Representation().ContentType;
        ErrorBody.Write(context.Response.BodyWriter, error);
        Log.Refused(log, error.Status, error.Code);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    string Root(HttpContext context) => (options.PublicUrl ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}") + options.Path;

    string ContextUrl(HttpContext context, QueryPlan plan) =>
        $"{Root(context)}/$metadata#{plan.Set.Name}"
        + (plan.SelectsAll ? "" : $"({string.Join(',', plan.Select)})")
        + (plan.Kind == ResourceKind.Entity ? "/$entity" : "");

    /// <summary>The same request from another row on; the token stands for <c>$skip</c> and <c>$top</c>.</summary>
    string NextLink(HttpContext context, RawTarget target, SkipToken token)
    {
        var rest = target.Without("skip", "top", "skiptoken");
        return $"{Root(context)}/{target.Path}?{(rest.Length == 0 ? "" : rest + "&")}$skiptoken={token}";
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Answered {Set}: {Rows} rows")]
        public static partial void Answered(ILogger log, string set, int rows);

        [LoggerMessage(2, LogLevel.Information, "Refused a request: {Status} {Code}")]
        public static partial void Refused(ILogger log, int status, string code);

        [LoggerMessage(3, LogLevel.Debug, "A reader left before the answer was whole")]
        public static partial void ReaderLeft(ILogger log);

        [LoggerMessage(4, LogLevel.Warning, "An answer took longer than {Limit} and was cut off")]
        public static partial void CutOff(ILogger log, TimeSpan limit);
    }
}
