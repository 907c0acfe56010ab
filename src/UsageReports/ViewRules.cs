namespace UsageReports;

/// <summary>What must hold of the views of a report.</summary>
static class ViewRules
{
    public static IEnumerable<string> Faults(Report report) => report.Views.SelectMany(view => Faults(report, view).Select(fault => $"view {view.EntitySet}: {fault}"));

    static IEnumerable<string> Faults(Report report, CatalogView view)
    {
        if (report.Detail)
            yield return "the report has personal data; views are for counts.";
        string[] properties = [view.NameProperty, .. view.Values.Select(value => value.Property)];
        if (properties.Append(view.EntitySet).FirstOrDefault(name => !ReportRules.IsIdentifier(name)) is { } name)
            yield return $"found the name '{name}'; legal is a letter, then letters and digits.";
        if (ReportRules.Repeated(report.Key.Concat(properties)) is { } twice)
            yield return $"two properties have the name '{twice}'; case does not tell them apart.";
        if (view.Values.Count == 0)
            yield return "values is empty.";
        if (view.Names(report).Count == 0)
            yield return "no column of type Int64 has a header with a suffix of the values.";
        foreach (var (named, value) in view.Names(report).SelectMany(named => view.Values.Select(value => (named, value))))
        {
            if (view.Source(report, value, named) is null)
                yield return $"'{named}' has no column for {value.Property}: the header '{named}{value.Suffix}' is missing.";
        }
    }
}
