namespace UsageReports;

/// <summary>What the key of a report must be like, so that its rows can be told apart and merged over time.</summary>
static class KeyRules
{
    static readonly IReadOnlyList<ColumnType> Types =
        [ColumnType.String, ColumnType.Int32, ColumnType.Int64, ColumnType.Date, ColumnType.DateTimeOffset];

    public static IEnumerable<string> Faults(Report report) =>
        Columns(report)
            .Concat(Occurrence(report))
            .Concat(report.Shape == ReportShape.Trend ? Trend(report) : Period(report))
            .Concat(report.ByDay ? ByDay(report) : []);

    static IEnumerable<string> Columns(Report report)
    {
        if (report.Key.Count == 0)
            yield return "key is empty.";
        if (report.Key.FirstOrDefault(name => report.Columns.All(column => column.Name != name)) is { } unknown)
            yield return $"key has '{unknown}'; legal are the properties {string.Join(", ", report.Columns.Select(column => column.Name))}.";
        if (ReportRules.Repeated(report.Key) is { } twice)
            yield return $"key has '{twice}' twice.";
        if (report.Key.Select(report.Column).FirstOrDefault(column => !Types.Contains(column.Type)) is { } column)
            yield return $"key has '{column.Name}', a {column.Type}; legal are {string.Join(", ", Types)}.";
    }

    static IEnumerable<string> Occurrence(Report report)
    {
        var generated = report.Columns.Any(column => column.Name == Report.Occurrence);
        if (generated && report.Key[^1] != Report.Occurrence)
            yield return $"column '{Report.Occurrence}' numbers rows that share a key, so it must be the last of the key.";
        if (generated && report.Key.Count == 1)
            yield return $"key has nothing but '{Report.Occurrence}'.";
    }

    static IEnumerable<string> Trend(Report report)
    {
        if (!report.Key.Select(report.Column).Any(column => column.Type is ColumnType.Date or ColumnType.DateTimeOffset))
            yield return "the key of a Trend needs a Date or DateTimeOffset column: the day a row is about.";
        if (report.Key.FirstOrDefault(name => name is Report.ReportRefreshDate or Report.ReportPeriod) is { } name)
            yield return $"the key of a Trend cannot have '{name}': downloads of different days merge.";
    }

    static IEnumerable<string> Period(Report report)
    {
        if (report.Key[0] != Report.ReportRefreshDate)
            yield return $"the key of a Period report starts with '{report.Key[0]}'; legal is {Report.ReportRefreshDate}.";
        var second = report.Key.Count > 1 ? report.Key[1] : null;
        if (report.Periods.Count > 0 && second != Report.ReportPeriod)
            yield return $"the report takes a period, so its key must go on with {Report.ReportPeriod}.";
        if (report.Periods.Count == 0 && report.Key.Contains(Report.ReportPeriod))
            yield return $"key has '{Report.ReportPeriod}', but the report takes no period.";
    }

    static IEnumerable<string> ByDay(Report report)
    {
        if (report.Shape == ReportShape.Trend)
            yield return "byDay is for reports of shape Period.";
        if (report.Columns.Any(column => column.Name == Report.ReportDate))
            yield return $"byDay adds the column {Report.ReportDate}, which the report already has.";
    }
}
