using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>What is fetched and when; section <c>Refresh</c>.</summary>
sealed record RefreshOptions
{
    /// <summary>Refresh when the service starts (true).</summary>
    public bool OnStart { get; init; } = true;

    /// <summary>The longest wait between two refreshes (six hours); at least a second.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The selected reports (all).</summary>
    public required IReadOnlyList<Report> Reports { get; init; }

    /// <summary>The windows detail reports are fetched for (<c>D30</c>); a report that lacks one is fetched for its nearest.</summary>
    public IReadOnlyList<string> DetailPeriods { get; init; } = ["D30"];

    /// <summary>Fetch each day of the reports that take a date, too (false).</summary>
    public bool ByDay { get; init; }

    /// <summary>Reports fetched at the same time (4).</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>CSV requests per function within ten minutes (14, Graph's own limit per app and tenant).</summary>
    public int Budget { get; init; } = 14;

    /// <summary>The share of rows with a bad cell, or left out, above which a refresh has failed (0.01).</summary>
    public double MaxBadCells { get; init; } = 0.01;

    /// <summary>The age of the content from which a report is stale (five days).</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>The same without the reports that hold personal data.</summary>
    public RefreshOptions WithoutPersonalData() => this with { Reports = [.. Reports.Where(report => !report.Detail)] };

    /// <summary>Reads section <c>Refresh</c>; the names of reports are those of <paramref name="catalog"/>.</summary>
    public static RefreshOptions Read(SettingsReader settings, ReportCatalog catalog)
    {
        var section = settings.Section("Refresh");
        var defaults = new RefreshOptions { Reports = [] };
        return new RefreshOptions
        {
            OnStart = section.Flag("OnStart", defaults.OnStart),
            Every = section.Span("Every", defaults.Every, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
            Reports = ReportSelection.Read(section, "Reports", catalog),
            DetailPeriods = ReadPeriods(section, "DetailPeriods") ?? defaults.DetailPeriods,
            ByDay = section.Flag("ByDay", defaults.ByDay),
            Parallel = section.Integer("Parallel", defaults.Parallel, 1, 64),
            Budget = section.Integer("Budget", defaults.Budget, 1, 10_000),
            MaxBadCells = section.Real("MaxBadCells", defaults.MaxBadCells, 0, 1),
            StaleAfter = section.Span("StaleAfter", defaults.StaleAfter, TimeSpan.FromHours(1), TimeSpan.FromDays(3650)),
        };
    }

    /// <summary>Graph's windows: the letter D and days, or ALL (Copilot).</summary>
    static IReadOnlyList<string>? ReadPeriods(SettingsSection section, string name)
    {
        if (section.List(name) is not { } found)
            return null;
        var periods = found.Select(period => period.ToUpperInvariant()).Distinct().ToList();
        if (periods.TrueForAll(ReportPeriods.IsLegal))
            return periods;
        section.Wrong(name, "periods of Graph such as D7, D30, D90, D180 or ALL");
        return null;
    }
}
