using ODataFeed.Query;
using ODataFeed.Refresh;
using ODataFeed.Web.Charts;

namespace ODataFeed.Web.Home;

/// <summary>Makes the home page of what the feed holds now.</summary>
sealed class HomeReader(RefreshStatus status, RefreshProgress progress, RefreshOptions options, TimeProvider time)
{
    public async Task<HomeModel> ReadAsync(SiteModel site, PageQueries queries, CancellationToken cancellation)
    {
        var cards = new List<HomeCard>();
        foreach (var headline in Headline.All)
        {
            if (await CardAsync(headline, queries, cancellation) is { } card)
                cards.Add(card);
        }

        var readable = status.All.Where(report => queries.Model.Find(report.Report.EntitySet) is not null).ToList();
        var shown = cards.Select(card => card.Service).ToHashSet();
        var silent = readable.GroupBy(report => report.Report.Service).Where(service => !shown.Contains(service.Key)).ToList();
        return new HomeModel(site, Summary(readable), [.. Notices(readable)], cards, [.. Silences(silent)], IsComing);
    }

    bool IsComing => progress.Running.Count > 0 && !status.IsReady;

    async Task<HomeCard?> CardAsync(Headline headline, PageQueries queries, CancellationToken cancellation)
    {
        if (queries.Model.Find(headline.Set) is not { } set)
            return null;
        try
        {
            var result = await queries.RunAsync(headline.Set, QueryText.Join(headline.Options), cancellation);
            if (ResultChart.Of(result.ForPage(result.First, result.End), headline.Title, headline.Kind) is not { HasValues: true } chart)
                return null;
            var until = status.All.FirstOrDefault(report => report.Report == set.Report)?.ContentDate;
            return new HomeCard(headline.Service, headline.Title, chart, Latest(chart), until is { } day ? $"{(headline.HasWorkingDaysOnly ? "Working days up" : "Up")} to {CellText.Day(day)}" : "", Links.Explore(headline.Set, headline.Options));
        }
        catch (FeedException)
        {
            // Not loaded yet, or refused by Graph: the notices and the line of silent services say so.
            return null;
        }
    }

    static (string, string)? Latest(ChartModel chart) =>
        chart.OverTime && chart.Series[0].Values.LastOrDefault(value => value is not null) is { } value
            ? (chart.Unit.Full(value), chart.Series.Count == 1 ? "" : chart.Series[0].Name)
            : null;

    static string Summary(IReadOnlyList<ReportStatus> reports)
    {
        var known = reports.Where(report => report.Rows > 0).ToList();
        if (known.Count == 0)
            return "Reports are being fetched; the first ones will be here in seconds.";
        var sentence = $"{known.Count} reports with {CellText.Of(known.Sum(report => report.Rows))} rows";
        return known.Max(report => report.ContentDate) is { } newest ? $"{sentence}, up to {CellText.Day(newest)}." : $"{sentence}.";
    }

    IEnumerable<HomeNotice> Notices(IReadOnlyList<ReportStatus> reports)
    {
        var now = time.GetUtcNow();
        var states = reports.ToLookup(report => report.StateAt(now, options.StaleAfter));
        foreach (var reason in states[ReportState.Failing].GroupBy(report => report.LastError!))
        {
            var kept = reason.Any(report => report.Rows > 0) ? " What was fetched before is still served." : "";
            yield return new HomeNotice($"{Listed(reason)} could not be refreshed: {reason.Key}{kept}", true);
        }

        if (states[ReportState.Stale].ToList() is { Count: > 0 } stale)
            yield return new HomeNotice($"{Listed(stale)}: the newest day is more than {options.StaleAfter.TotalDays:0.#} days old. Microsoft 365 may be late, or the reports are not refreshed any more.", false);
        if (options.Reports.Count(report => status.Of(report).TriedAt is null) is > 0 and var waiting)
            yield return new HomeNotice($"{waiting} of {options.Reports.Count} reports are still being fetched for the first time.", false);
    }

    static string Listed(IEnumerable<ReportStatus> reports)
    {
        var titles = reports.Select(report => report.Report.Title).ToList();
        return titles.Count <= 3 ? string.Join(", ", titles) : $"{string.Join(", ", titles.Take(3))} and {titles.Count - 3} more reports";
    }

    /// <summary>Why nothing is drawn of some services. What is just coming, a notice says of all reports.</summary>
    IEnumerable<string> Silences(IReadOnlyList<IGrouping<string, ReportStatus>> services)
    {
        var retired = services.Where(service => service.All(report => report.Report.Retired is not null)).ToList();
        foreach (var service in retired)
            yield return $"{service.Key} was retired by Microsoft; its {service.Count()} reports have no new rows.";
        var left = services.Except(retired).ToLookup(service => service.Any(report => options.Reports.Contains(report.Report)), service => service.Key);
        if (left[false].Any())
            yield return $"Not fetched by this service (setting Refresh:Reports): {string.Join(", ", left[false])}.";
        if (left[true].Any() && !IsComing)
            yield return $"Nothing to draw yet: {string.Join(", ", left[true])}.";
    }
}
