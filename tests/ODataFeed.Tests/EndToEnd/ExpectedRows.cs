using System.Globalization;
using System.Xml;
using UsageReports;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>
/// What the feed must answer after files came in, by the written rules and without regard to cost: every cell by header name, a row
/// as <c>Name=value</c> in the order of the columns. Shares no code with the feed.
/// </summary>
sealed class ExpectedRows(Report report)
{
    List<Dictionary<string, object?>> _rows = [];

    /// <summary>The headers of the last file that stand for no column.</summary>
    public IReadOnlyList<string> UnknownHeaders { get; private set; } = [];

    /// <summary>What became of the rows of the last file.</summary>
    public (int Kept, int Duplicates, int LeftOut) Counts { get; private set; }

    /// <summary>The set itself: a trend's merged days, or of each period the newest refresh.</summary>
    public IReadOnlyList<string> Set => report.Shape == ReportShape.Trend ? Print(_rows)
        : Print(
            from period in _rows.GroupBy(Period)
            let newest = period.Max(Refresh)
            from row in period
            where Equals(Refresh(row), newest)
            select row);

    /// <summary>Every refresh.</summary>
    public IReadOnlyList<string> History => Print(_rows);

    /// <summary>Takes the files of a refresh, in the order they were fetched.</summary>
    public ExpectedRows Take(IEnumerable<GraphFile> files)
    {
        foreach (var file in files)
        {
            var read = Read(file);
            var kept = KeysMadeUnique(read);
            Counts = (kept.Count, read.Count - kept.Count, file.Csv.Rows.Count - read.Count);
            Merge(kept);
        }

        return this;
    }

    List<Dictionary<string, object?>> Read(GraphFile file)
    {
        var columns = file.Csv.Header.Select(ColumnOf).ToList();
        UnknownHeaders = [.. file.Csv.Header.Where((_, i) => columns[i] is null)];
        var rows = new List<Dictionary<string, object?>>();
        foreach (var cells in file.Csv.Rows)
        {
            var row = report.Columns.ToDictionary(column => column.Name, _ => (object?)null);
            foreach (var (column, cell) in columns.Zip(cells))
            {
                if (column is not null)
                    row[column.Name] = Value(column.Type, cell);
            }

            FillKey(row, file);
            if (report.Key.All(name => row[name] is not null))
                rows.Add(row);
        }

        return rows;
    }

    /// <summary>A text key is never null; a period report's refresh date and period come from the cell, else from the request.</summary>
    void FillKey(Dictionary<string, object?> row, GraphFile file)
    {
        foreach (var name in report.Key)
        {
            row[name] ??= name switch
            {
                "Occurrence" => 0L,
                "ReportRefreshDate" when report.Shape == ReportShape.Period => file.Day,
                "ReportPeriod" when report.Shape == ReportShape.Period => long.Parse(file.Period![1..], CultureInfo.InvariantCulture),
                _ => report.Column(name).Type == ColumnType.String ? "" : null,
            };
        }
    }

    /// <summary>Rows that share a key: numbered where the key has Occurrence, rows equal in every cell counting once; else the last wins.</summary>
    List<Dictionary<string, object?>> KeysMadeUnique(List<Dictionary<string, object?>> rows)
    {
        if (!report.Key.Contains("Occurrence"))
            return [.. rows.GroupBy(Key).Select(same => same.Last())];
        foreach (var same in rows.GroupBy(Key).ToList())
        {
            var number = 0L;
            foreach (var equal in same.GroupBy(Print).ToList())
            {
                number++;
                foreach (var row in equal)
                    row["Occurrence"] = number;
            }
        }

        return [.. rows.DistinctBy(Print)];
    }

    /// <summary>A trend's day belongs to the newest refresh, then to the later file; a period's refresh replaces the same one of before.</summary>
    void Merge(List<Dictionary<string, object?>> rows)
    {
        if (report.Shape == ReportShape.Period)
        {
            var refreshes = rows.Select(row => (Refresh(row), Period(row))).ToHashSet();
            _rows = [.. _rows.Where(row => !refreshes.Contains((Refresh(row), Period(row)))), .. rows];
            return;
        }

        var days = _rows.ToDictionary(Key);
        foreach (var row in rows)
        {
            if (!days.TryGetValue(Key(row), out var before) || Comparer<object?>.Default.Compare(Refresh(row), Refresh(before)) >= 0)
                days[Key(row)] = row;
        }

        _rows = [.. days.Values];
    }

    ReportColumn? ColumnOf(string header) =>
        report.Columns.FirstOrDefault(column => !column.Generated && column.Aliases.Append(column.Header).Any(name => Words(name) == Words(header)));

    static string Words(string header) => string.Join(' ', header.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static object? Refresh(Dictionary<string, object?> row) => row.GetValueOrDefault("ReportRefreshDate");

    static object? Period(Dictionary<string, object?> row) => row.GetValueOrDefault("ReportPeriod");

    string Key(Dictionary<string, object?> row) => string.Join('\n', report.Key.Select(name => Print(row[name])));

    List<string> Print(IEnumerable<Dictionary<string, object?>> rows)
    {
        var sorted = rows.Order(Comparer<Dictionary<string, object?>>.Create((left, right) =>
            report.Key.Select(name => Compare(left[name]!, right[name]!)).FirstOrDefault(order => order != 0)));
        return [.. sorted.Select(Print)];
    }

    static int Compare(object left, object right) =>
        left is string text ? string.CompareOrdinal(text, (string)right) : Comparer<object>.Default.Compare(left, right);

    string Print(Dictionary<string, object?> row) => string.Join(" | ", report.Columns.Select(column => $"{column.Name}={Print(row[column.Name])}"));

    /// <summary>The JSON of a value, texts without escapes.</summary>
    static string Print(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        DateOnly day => $"\"{day:yyyy-MM-dd}\"",
        DateTimeOffset instant => $"\"{instant.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFF}Z\"",
        TimeSpan span => $"\"{XmlConvert.ToString(span)}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No JSON for a {value.GetType().Name}."),
    };

    static object? Value(ColumnType type, string cell) => (type, cell) switch
    {
        (_, "") => null,
        (ColumnType.String, _) => cell,
        (ColumnType.Boolean, "True" or "Yes") => true,
        (ColumnType.Boolean, "False" or "No") => false,
        (ColumnType.Int32 or ColumnType.Int64, _) => long.Parse(cell, CultureInfo.InvariantCulture),
        (ColumnType.Decimal, _) => decimal.Parse(cell, CultureInfo.InvariantCulture),
        (ColumnType.Date, _) => DateOnly.ParseExact(cell[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        (ColumnType.DateTimeOffset, _) => DateTimeOffset.Parse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        (ColumnType.Duration, _) => XmlConvert.ToTimeSpan(cell),
        _ => throw new FormatException($"'{cell}' is no {type}."),
    };
}
