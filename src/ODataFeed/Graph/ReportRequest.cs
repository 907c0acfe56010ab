using System.Globalization;
using UsageReports;

namespace ODataFeed.Graph;

/// <summary>One question to Graph: a report for a window, or for a day; both null where the function takes neither.</summary>
sealed record ReportRequest(Report Report, string? Period = null, DateOnly? Date = null)
{
    /// <summary>The call as in the URL: <c>getX(period='D7')</c>, <c>getX(date=2026-08-01)</c>, <c>getX</c>.</summary>
    public override string ToString() => Call(Report.Function);

    /// <summary>The same under another name of the function.</summary>
    public string Call(string function) => (Period, Date) switch
    {
        ({ } period, null) => $"{function}(period='{period}')",
        (null, { } date) => string.Create(CultureInfo.InvariantCulture, $"{function}(date={date:yyyy-MM-dd})"),
        (null, null) => function,
        _ => throw new InvalidOperationException($"{Report.Function} was asked for period {Period} and date {Date}; Graph takes one."),
    };
}
