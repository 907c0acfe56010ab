using GraphSimulator.Rows;

namespace GraphSimulator.Api;

/// <summary>Answers calls of the report functions, and the downloads they redirect to.</summary>
sealed class GraphReports(GraphReportsOptions options)
{
    readonly GraphFunctions _functions = new(options.Catalog);

    /// <summary>Answers <c>GET /{version}{path}/{call}</c>; the call is percent-decoded.</summary>
    public async Task AnswerAsync(HttpContext context, GraphVersion version, string path, string call)
    {
        GraphErrorBody.Identify(context);
        try
        {
            await AnswerCallAsync(context, await BindAsync(context, version, path, call));
        }
        catch (GraphFailure failure)
        {
            await GraphErrorBody.WriteAsync(context, failure.Error, options.Time);
        }
    }

    /// <summary>Answers the download a report redirected to. The token is all the authorization there is.</summary>
    public async Task DownloadAsync(HttpContext context, string token)
    {
        try
        {
            var call = options.Links.Open(token, _functions);
            RefuseWhatIsNotHeld(call);
            await WriteDownloadAsync(context, call);
        }
        catch (GraphFailure failure)
        {
            await GraphErrorBody.WriteAsync(context, failure.Error, options.Time);
        }
    }

    /// <summary>Graph's order of complaints: who calls, whether the function exists, whether the caller may, then the parameters.</summary>
    async Task<ReportCall> BindAsync(HttpContext context, GraphVersion version, string path, string text)
    {
        await RequireAsync(options.Authorize(context, null));
        var call = FunctionCall.Parse(text);
        var function = _functions.Find(path, call.Name, version) ?? throw new GraphFailure(GraphError.UnknownSegment(call.Name));
        await RequireAsync(options.Authorize(context, function.Report));
        var bound = ReportCall.Bind(function, version, call);
        RefuseUnknownOptions(context.Request.Query);
        RefuseWhatIsNotHeld(bound);
        return bound;
    }

    static async ValueTask RequireAsync(ValueTask<GraphError?> answer)
    {
        if (await answer is { } error)
            throw new GraphFailure(error);
    }

    /// <summary>The report functions know no other option; one that is passed over in silence would give wrong numbers.</summary>
    static void RefuseUnknownOptions(IQueryCollection query)
    {
        foreach (var name in query.Keys)
        {
            if (!name.StartsWith('$') || name.ToLowerInvariant() is "$format" or "$top" or "$skiptoken")
                continue;
            throw new GraphFailure(
                GraphError.BadRequest($"The query option '{name}' is not supported; $format, $top and $skipToken are."));
        }
    }

    void RefuseWhatIsNotHeld(ReportCall call)
    {
        if (options.Source.Refuse(call.Report, call.Window) is { } reason)
            throw new GraphFailure(GraphError.InvalidArgument(reason));
    }

    Task AnswerCallAsync(HttpContext context, ReportCall call)
    {
        if (ReportFormats.Choose(call.Function, call.Version, context.Request.Query["$format"]) == ReportFormat.Json)
            return WriteJsonAsync(context, call);
        if (call.Report.Inline)
            return WriteInlineAsync(context, call);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status302Found;
        response.ContentType = "text/plain";
        response.Headers.Location = options.DownloadUrl(context, options.Links.Sign(call));
        return Task.CompletedTask;
    }

    async Task WriteJsonAsync(HttpContext context, ReportCall call)
    {
        var refreshed = options.Source.ContentDate(call.Report);
        var page = JsonPage.Read(context.Request.Query, call.Report, refreshed);
        using var rows = OpenJson(call);
        var body = JsonAnswer.Write(context.Request, call, page, refreshed, rows);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>A nested distribution report holds all its periods in one answer, whichever was asked (Graph, reportRoot: getBrowserDistributionUserCounts).</summary>
    ReportRows OpenJson(ReportCall call) =>
        call.Report.JsonNested && call.Report.EntitySet.Contains("Distribution", StringComparison.Ordinal)
            ? new RowsInTurn(call.Report.Periods
                .Select(period => new ReportWindow(period, null))
                .Where(window => options.Source.Refuse(call.Report, window) is null)
                .Select(window => options.Source.Open(call.Report, window)))
            : options.Source.Open(call.Report, call.Window);

    /// <summary>The API usage reports come in the 200 body itself (Graph, reportroot-getapiusage).</summary>
    async Task WriteInlineAsync(HttpContext context, ReportCall call)
    {
        context.Response.ContentType = "text/csv";
        using var rows = options.Source.Open(call.Report, call.Window);
        await CsvAnswer.WriteAsync(context.Response, ColumnSelection.For(call), rows, context.RequestAborted);
    }

    async Task WriteDownloadAsync(HttpContext context, ReportCall call)
    {
        var response = context.Response;
        if (options.Source.ContentDate(call.Report) is { } refreshed)
        {
            var tag = CsvAnswer.EntityTag(refreshed);
            response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch.Contains(tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = "application/octet-stream";
        response.Headers.ContentDisposition = $"attachment; filename=\"{CsvAnswer.FileName(call, options.Time.GetUtcNow())}\"";
        using var rows = options.Source.Open(call.Report, call.Window);
        await CsvAnswer.WriteAsync(response, ColumnSelection.For(call), rows, context.RequestAborted);
    }
}
