namespace GraphSimulator.Api;

/// <summary>The URLs of the report API, at the root or below a group's prefix.</summary>
public static class GraphReportsEndpoints
{
    static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps <c>/{v1.0|beta}/reports/…</c>, <c>/{v1.0|beta}/copilot/reports/…</c> and, where the options allow it,
    /// <c>/{v1.0|beta}/admin/reportSettings</c>. Downloads are mapped apart, for Graph serves them under another host name.
    /// </summary>
    public static IEndpointRouteBuilder MapGraphReports(this IEndpointRouteBuilder routes, GraphReportsOptions options)
    {
        var reports = new GraphReports(options);
        MapVersion(routes, reports, "v1.0", GraphVersion.V1);
        MapVersion(routes, reports, "beta", GraphVersion.Beta);
        if (options.AuthorizeSettings is not null)
        {
            var settings = new ReportSettings(options);
            routes.MapMethods("/v1.0/admin/reportSettings", Reading, settings.AnswerAsync);
            routes.MapMethods("/beta/admin/reportSettings", Reading, settings.AnswerAsync);
        }

        return routes;
    }

    /// <summary>Maps the downloads at <paramref name="path"/>, a pattern with the parameter <c>{token}</c>.</summary>
    public static IEndpointRouteBuilder MapGraphDownloads(this IEndpointRouteBuilder routes, string path, GraphReportsOptions options)
    {
        var reports = new GraphReports(options);
        routes.MapMethods(path, Reading, context => reports.DownloadAsync(context, (string)context.GetRouteValue("token")!));
        return routes;
    }

    static void MapVersion(IEndpointRouteBuilder routes, GraphReports reports, string segment, GraphVersion version)
    {
        foreach (var path in new[] { "/reports", "/copilot/reports" })
        {
            routes.MapMethods($"/{segment}{path}/{{**call}}", Reading, context =>
                reports.AnswerAsync(context, version, path, (string?)context.GetRouteValue("call") ?? ""));
        }
    }
}
