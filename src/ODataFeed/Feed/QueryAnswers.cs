using System.Globalization;
using System.IO.Pipelines;
using ODataFeed.Access;
using ODataFeed.Output;
using ODataFeed.Query;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>
/// The serve corridor. A query goes, in this order, through: plan (or a known one) → the snapshot's tables → entity tag → executor →
/// writer. The body is not touched before the page can no longer fail, so every error has its status.
/// </summary>
sealed partial class QueryAnswers(
    FeedViews views, FeedOptions options, PublishedSnapshots snapshots, Pager pager, AuditLog audit, TimeProvider time, ILogger log)
{
    readonly LongQueries _longQueries = new(options, time);

    /// <summary>The target as it was, where its options are kept under a name because they are too long for a link.</summary>
    public RawTarget Resume(RawTarget target) => _longQueries.Resume(target);

    /// <summary>Answers a query, and tells the audit log who read what.</summary>
    public async Task AnswerAsync(HttpContext context, RawTarget target, PathSyntax path, CancellationToken cancellation)
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
            AnswerHeaders.Set(context.Response, representation.Version);
        else if (AnswerHeaders.NotModified(context, EntityTags.Of(tables.Versions, representation, preferences.PageSize, view.Tag), representation))
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
                PropertyAnswer.Write(response.BodyWriter, result, options.Root(context.Request), representation);
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

    ContextUrl ContextOf(HttpContext context, QueryPlan plan, Representation representation) => ContextUrl.Of(options.Root(context.Request), plan, representation);

    /// <summary>
    /// The same request from another row on; the token stands for <c>$skip</c> and <c>$top</c>. A key that came in the query goes with the
    /// link, or the next page could not be had; no other key ever does.
    /// </summary>
    string NextLink(HttpContext context, RawTarget target, string token) =>
        _longQueries.Link($"{options.Root(context.Request)}/{target.Path}", target.Without("skip", "top", "skiptoken", Credentials.Option), token)
        + (Credentials.InQuery(context) is { } key ? $"&{Credentials.Option}={Uri.EscapeDataString(key)}" : "");

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Answered {Set}: {Rows} rows, after {Planned} steps of planning and {Executed} of execution")]
        public static partial void Answered(ILogger log, string set, int rows, int planned, long executed);
    }
}
