using System.Globalization;
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
    FeedViews views, FeedOptions options, PublishedSnapshots snapshots, QuerySlots slots, AuditLog audit, TimeProvider time, ILogger<FeedHandler> log)
{
    /// <summary>How long a reader waits for a version that another service has already; then 503 asks to come again.</summary>
    static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(5);

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
        CheckMethod(context, path);
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

    static void CheckMethod(HttpContext context, PathSyntax path)
    {
        var (method, last) = (context.Request.Method, path.Segments.LastOrDefault());
        if (last is { Kind: SegmentKind.Batch or SegmentKind.Query })
        {
            if (HttpMethods.IsPost(method))
                return;
            context.Response.Headers.Allow = "POST";
            throw FeedErrors.PostOnly(method, last.Text);
        }

        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return;
        context.Response.Headers.Allow = "GET, HEAD";
        throw FeedErrors.MethodNotAllowed(method);
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
        var token = target.Option("skiptoken") is { } written ? SkipToken.Parse(written, plan) : (SkipToken?)null;
        var tables = await TablesAsync(plan, token, cancellation);

        // A condition counts only where the answer would be one of success (RFC 9110 §13.2.1), so one entity is looked up first.
        var found = plan.IsSingle ? await RunAsync(plan, tables, cancellation) : null;
        if (plan.UsesNow)
            CommonHeaders(context.Response, representation.Version);
        else if (NotModified(context, EntityTags.Of(tables.Versions, representation, preferences.PageSize, view.Tag), representation))
            return 0;
        var result = found ?? await RunAsync(plan, tables, cancellation);

        // The last moment at which running out of time still has a status: what is written cannot be taken back.
        cancellation.ThrowIfCancellationRequested();
        if (!plan.IsSingle && plan.Kind != ResourceKind.Count)
            return await PageAsync(context, target, result, tables.Versions, token, preferences, representation, cancellation);
        await SingleAsync(context, result, preferences, representation, cancellation);
        return 1;
    }

    /// <summary>Answers with one entity, one value or a reference; with 204 where the path led through null, or to it.</summary>
    async Task SingleAsync(HttpContext context, QueryResult result, Preferences preferences, Representation representation, CancellationToken cancellation)
    {
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

    ValueTask<QueryResult> RunAsync(QueryPlan plan, PlanTables tables, CancellationToken cancellation) =>
        slots.RunAsync(token => Executor.Run(plan, tables.Main, tables.Related, token, options.Limits.Groups), cancellation);

    async Task<long> PageAsync(
        HttpContext context, RawTarget target, QueryResult result, string versions, SkipToken? token, Preferences preferences, Representation representation, CancellationToken cancellation)
    {
        var csv = representation.Format == PayloadFormat.Csv;
        var page = PageRange.Of(result, versions, token, preferences, options, unpaged: csv);
        var next = page.Next is { } place ? NextLink(context, target, place) : null;
        if (result.Plan.Select.Concat(result.Plan.Objects.Select(entry => entry.Key)).Any(column => column.Computed is not null))
        {
            result = await slots.RunAsync(
                token =>
                {
                    result.Budget.Cancellation = token;
                    return result.ForPage(page.First, page.End);
                },
                cancellation);
        }

        context.Response.Headers["Preference-Applied"] = preferences.Applied(representation, preferences.PageSize is null ? null : page.Size, annotations: "-*");
        context.Response.ContentType = representation.ContentType;
        if (csv)
        {
            CsvDownload.SetHeaders(context.Response, result.Plan.Set, next);
            await CsvAnswer.WriteAsync(context.Response.BodyWriter, result, page.First, page.End, cancellation);
        }
        else
            await JsonAnswer.WritePageAsync(context.Response.BodyWriter, result, page.First, page.End, ContextOf(context, result.Plan, representation), next, representation, cancellation);
        await context.Response.BodyWriter.FlushAsync(cancellation);
        Log.Answered(log, result.Plan.Set.Name, page.End - page.First, result.Plan.Cost, result.Budget.Spent);
        return page.End - page.First;
    }

    /// <summary>The tables a plan reads: the current ones, or those of the token's page 1.</summary>
    async Task<PlanTables> TablesAsync(QueryPlan plan, SkipToken? token, CancellationToken cancellation)
    {
        var names = plan.Related.Prepend(plan.Set.Name).ToList();
        if (token is not { } page)
            return new PlanTables([.. names.Select(Current)]);
        List<long> versions = [.. page.Versions.Split('.').Select(version => long.Parse(version, CultureInfo.InvariantCulture))];
        if (versions.Count != names.Count)
            throw FeedErrors.InvalidSkipToken();
        // Page 1 may be from another service, which was a moment faster with what was published.
        await snapshots.CatchUpAsync(names.Zip(versions), MostBehind, cancellation);
        return new PlanTables([.. names.Zip(versions, (name, version) => snapshots.Find(name, version)
            ?? throw (snapshots.IsAhead(name, version) ? FeedErrors.NotLoaded(name) : FeedErrors.SnapshotGone(name)))]);
    }

    Table Current(string set)
    {
        if (snapshots.Current.Find(set) is { } table)
            return table;
        throw snapshots.Refusal(set) is { } reason ? FeedErrors.ReportUnavailable(set, reason) : FeedErrors.NotLoaded(set);
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

    ContextUrl ContextOf(HttpContext context, QueryPlan plan, Representation representation)
    {
        var list = representation.Version401 ? plan.Context.V401 : plan.Context.V40;
        return new ContextUrl(Root(context), plan.Kind switch
        {
            ResourceKind.Reference => "$ref",
            ResourceKind.References => "Collection($ref)",
            _ => plan.Set.Name + (list.Length == 0 ? "" : $"({list})") + (plan.Kind == ResourceKind.Entity ? "/$entity" : ""),
        });
    }

    /// <summary>
    /// The same request from another row on; the token stands for <c>$skip</c> and <c>$top</c>. A key that came in the query goes with the
    /// link, or the next page could not be had; no other key ever does.
    /// </summary>
    string NextLink(HttpContext context, RawTarget target, SkipToken token) =>
        _longQueries.Link($"{Root(context)}/{target.Path}", target.Without("skip", "top", "skiptoken", Credentials.Option), token.ToString())
        + (Credentials.InQuery(context) is { } key ? $"&{Credentials.Option}={Uri.EscapeDataString(key)}" : "");

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Answered {Set}: {Rows} rows, after {Planned} steps of planning and {Executed} of execution")]
        public static partial void Answered(ILogger log, string set, int rows, int planned, long executed);

        [LoggerMessage(2, LogLevel.Information, "Refused a request: {Status} {Code}")]
        public static partial void Refused(ILogger log, int status, string code);

        [LoggerMessage(3, LogLevel.Debug, "A reader left before the answer was whole")]
        public static partial void ReaderLeft(ILogger log);

        [LoggerMessage(4, LogLevel.Warning, "An answer took longer than {Limit} and was cut off")]
        public static partial void CutOff(ILogger log, TimeSpan limit);
    }
}
