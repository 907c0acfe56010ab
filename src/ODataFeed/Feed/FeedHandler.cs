using System.Globalization;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;
using ODataFeed.Access;
using ODataFeed.Feed.Batch;
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
sealed partial class FeedHandler(
    FeedViews views, FeedOptions options, PublishedSnapshots snapshots, Pager pager, AuditLog audit, TimeProvider time, ILogger<FeedHandler> log)
{
    readonly LongQueries _longQueries = new(options, time);
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
        catch (FeedException error) when (!context.Response.HasStarted)
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
        catch (OperationCanceledException) when (!context.Response.HasStarted && context.Response.BodyWriter.UnflushedBytes == 0)
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
        ProtocolHeaders.Check(context.Request);
        var target = RawTarget.Of(context, options.Path);
        var path = PathParser.Parse(target.Path);
        RequestTimes.Of(context)?.IsFor(path);
        AllowedMethods.Check(context, path);
        if (path.Segments is [_, .., { Kind: SegmentKind.Query }])
            (target, path) = await PostedQuery.ReadAsync(context.Request, target, path, options.BodyLength, cancellation);
        target = _longQueries.Resume(target);
        if (target.Option("schemaversion") is { } version and not "*")
            throw FeedErrors.UnknownSchemaVersion(version);
        switch (path.Segments)
        {
            case [{ Kind: SegmentKind.Batch }]:
                CommonHeaders(context.Response, Negotiation.Is401(context.Request) ? "4.01" : "4.0");
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
                await QueryAsync(context, target, path, cancellation);
                return;
            case [{ Kind: not (SegmentKind.Name or SegmentKind.Qualified) } segment, ..]:
                throw FeedErrors.UnsupportedResource(segment);
            default:
                await QueryAsync(context, target, path, cancellation);
                return;
        }
    }

    Task ServiceDocumentAsync(HttpContext context, RawTarget target, CancellationToken cancellation)
    {
        var representation = Negotiation.Json(context.Request, target.Option("format"));
        var view = views.Of(Caller.Of(context));
        if (NotModified(context, EntityTags.Of($"{view.Metadata.Tag}-{representation.Tag}"), representation))
            return Task.CompletedTask;
        context.Response.ContentType = representation.ContentType;
        ServiceDocument.Write(context.Response.BodyWriter, view.Model, Root(context), representation);
        return context.Response.BodyWriter.FlushAsync(cancellation).AsTask();
    }

    async Task MetadataAsync(HttpContext context, RawTarget target, CancellationToken cancellation)
    {
        var representation = Negotiation.Metadata(context.Request, target.Option("format"));
        var document = views.Of(Caller.Of(context)).Metadata[representation];
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
        var began = time.GetTimestamp();
        var caller = Caller.Of(context);
        var view = views.Of(caller);
        var plan = view.Plan(path, target.Path, target.Without("skiptoken", "format", Credentials.Option));
        RequestTimes.Of(context)?.Planned(plan.Set.Name, context.Response);
        var rows = await AnswerAsync(context, target, plan, view, cancellation);
        if (audit.IsOn(caller))
            audit.Read(caller, plan.Set.Name, rows, (long)time.GetElapsedTime(began).TotalMilliseconds, QueryMask.Of(target));
    }

    /// <summary>Answers a plan, and says how many rows it was.</summary>
    async Task<long> AnswerAsync(HttpContext context, RawTarget target, QueryPlan plan, FeedView view, CancellationToken cancellation)
    {
        var preferences = Preferences.Of(context.Request);
        var representation = Negotiation.Of(plan.Kind, context.Request, target.Option("format"));
        if (representation.Format == PayloadFormat.Json)
            representation = representation with { OmitNulls = preferences.OmitNulls };
        if (representation.Format == PayloadFormat.Csv && plan.Collections.Count > 0)
            throw FeedErrors.NoCsvForm(plan.Collections[0].Name);
        if (representation.Format == PayloadFormat.Csv && plan.Select.Count == 0 && plan.Kind != ResourceKind.References)
            throw FeedErrors.NoCsvField();
        if (target.Option("skiptoken") is not null && plan.Kind is not (ResourceKind.Collection or ResourceKind.References))
            throw FeedErrors.OptionNotAllowed("$skiptoken", plan.Kind);
        var token = target.Option("skiptoken") is { } written ? PageToken.Parse(written, plan) : (PageToken?)null;
        var tables = await PlanTables.OfAsync(plan, token, snapshots, cancellation);

        // A condition counts only where the answer would be one of success (RFC 9110 §13.2.1), so one entity is looked up first.
        var found = plan.IsSingle ? await pager.RunAsync(plan, tables, cancellation) : null;
        if (plan.UsesNow)
            CommonHeaders(context.Response, representation.Version);
        else if (NotModified(context, EntityTags.Of(tables.Versions, representation, preferences.PageSize, view.Tag), representation))
            return 0;
        if (!plan.IsSingle && plan.Kind != ResourceKind.Count)
            return await PageAsync(context, target, plan, tables, token, preferences, representation, cancellation);
        await SingleAsync(context, found ?? await pager.RunAsync(plan, tables, cancellation), preferences, representation, cancellation);
        return 1;
    }

    /// <summary>Answers with one entity, one value or a reference; with 204 where the path led through null, or to it.</summary>
    async Task SingleAsync(HttpContext context, QueryResult result, Preferences preferences, Representation representation, CancellationToken cancellation)
    {
        RequestTimes.Of(context)?.Executed(1, context.Response);

        // The last moment at which running out of time still has a status: what is written cannot be taken back.
        cancellation.ThrowIfCancellationRequested();
        var (plan, response) = (result.Plan, context.Response);
        if (plan.IsSingle && (result.Rows.Count == 0 || PropertyAnswer.IsNull(result)))
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.ContentType = representation.ContentType;
        result = plan.IsSingle ? result.ForPage(result.First, result.End) : result;
        switch (plan.Kind)
        {
            case ResourceKind.Count:
                await response.WriteAsync(result.Count.ToString(CultureInfo.InvariantCulture), cancellation);
                return;
            case ResourceKind.Value:
                await response.WriteAsync(PropertyAnswer.Raw(result)!, cancellation);
                return;
            case var _ when representation.Format == PayloadFormat.Csv:
                CsvDownload.SetHeaders(response, plan.Set, next: null);
                await CsvAnswer.WriteAsync(response.BodyWriter, result, result.First, result.End, cancellation);
                break;
            case ResourceKind.Property:
                PropertyAnswer.Write(response.BodyWriter, result, Root(context), representation);
                break;
            default:
                response.Headers["Preference-Applied"] = preferences.Applied(representation, null, annotations: "-*");
                JsonAnswer.WriteEntity(response.BodyWriter, result, ContextOf(context, plan, representation), representation);
                break;
        }

        await response.BodyWriter.FlushAsync(cancellation);
    }

    async Task<long> PageAsync(
        HttpContext context, RawTarget target, QueryPlan plan, PlanTables tables, PageToken? token, Preferences preferences, Representation representation, CancellationToken cancellation)
    {
        var csv = representation.Format == PayloadFormat.Csv;
        var page = await pager.PageAsync(plan, tables, token, preferences, unpaged: csv, cancellation);
        var next = page.Next is { } place ? NextLink(context, target, place) : null;
        var result = page.Result;
        RequestTimes.Of(context)?.Executed(page.End - page.First, context.Response);

        // As for one entity: from here on the answer is under way.
        cancellation.ThrowIfCancellationRequested();
        context.Response.Headers["Preference-Applied"] = preferences.Applied(representation, preferences.PageSize is null ? null : page.Size, annotations: "-*");
        context.Response.ContentType = representation.ContentType;
        if (csv)
            CsvDownload.SetHeaders(context.Response, plan.Set, next);
        var key = new PageKey(new AskedOf(plan, tables.All), representation, ContextOf(context, plan, representation), next, page.First, page.End);
        await EncodedPages.AnswerAsync(context, tables.All, plan.UsesNow ? null : key, WriteAsync, cancellation);
        await context.Response.BodyWriter.FlushAsync(cancellation);
        Log.Answered(log, plan.Set.Name, page.End - page.First, plan.Cost, result.Budget.Spent);
        return page.End - page.First;

        async Task WriteAsync(PipeWriter body)
        {
            if (!csv)
            {
                await JsonAnswer.WritePageAsync(body, result, page.First, page.End, key.Context, next, representation, cancellation);
                return;
            }

            await CsvAnswer.WriteAsync(body, result, page.First, page.End, cancellation);
            await foreach (var part in pager.PartsAsync(plan, tables, page.Rest, cancellation))
                await CsvAnswer.WriteRowsAsync(body, part, part.First, part.End, cancellation);
        }
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

    /// <summary>Answers with an error, as long as nothing else was answered.</summary>
    public async Task FailAsync(HttpContext context, FeedException error)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        CommonHeaders(context.Response, "4.0");
        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = new Representation().ContentType;
        ErrorBody.Write(context.Response.BodyWriter, error);
        Log.Refused(log, error.Status, error.Code);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    string Root(HttpContext context) => (options.PublicUrl ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}") + options.Path;

    ContextUrl ContextOf(HttpContext context, QueryPlan plan, Representation representation) => ContextUrl.Of(Root(context), plan, representation);

    /// <summary>
    /// The same request from another row on; the token stands for <c>$skip</c> and <c>$top</c>. A key that came in the query goes with the
    /// link, or the next page could not be had; no other key ever does.
    /// </summary>
    string NextLink(HttpContext context, RawTarget target, string token) =>
        _longQueries.Link($"{Root(context)}/{target.Path}", target.Without("skip", "top", "skiptoken", Credentials.Option), token)
        + (Credentials.InQuery(context) is { } key ? $"&{Credentials.Option}={Uri.EscapeDataString(key)}" : "");

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Answered {Set}: {Rows} rows, after {Planned} steps of planning and {Executed} of execution")]
        public static partial void Answered(ILogger log, string set, int rows, int planned, long executed);

        [LoggerMessage(2, LogLevel.Information, "Refused a request: {Status} {Code}")]
        public static partial void Refused(ILogger log, int status, string code);

        [LoggerMessage(3, LogLevel.Debug, "A reader left before the answer was whole")]
        public static partial void ReaderLeft(ILogger log);

        [LoggerMessage(5, LogLevel.Warning, "An answer was under way when a row could not be evaluated ({Code}), and was cut off")]
        public static partial void Broken(ILogger log, string code);

        [LoggerMessage(4, LogLevel.Warning, "An answer took longer than {Limit} and was cut off")]
        public static partial void CutOff(ILogger log, TimeSpan limit);
    }
}
