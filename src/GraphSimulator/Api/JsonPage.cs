using System.Buffers.Text;
using System.Globalization;
using System.Text;
using UsageReports;

namespace GraphSimulator.Api;

/// <summary>Which rows of a JSON answer one page shows. The continuation is opaque to clients: refresh date and position.</summary>
sealed record JsonPage(int Skip, int Size)
{
    /// <summary>Graph takes no larger <c>$top</c>.</summary>
    const int MaxTop = 999;

    /// <summary>
    /// Counts fit in one page; details have 200 rows a page, the user details of Teams 2 000 (Graph, reportroot-get* pages).
    /// </summary>
    static int DefaultSize(Report report) =>
        !report.Detail ? int.MaxValue
        : report.Service == "Teams" && report.EntitySet.EndsWith("UserDetail", StringComparison.Ordinal) ? 2000
        : 200;

    /// <exception cref="GraphFailure">An option has no legal value, or the data moved on since the first page.</exception>
    public static JsonPage Read(IQueryCollection query, Report report, DateOnly? refreshed) =>
        new(ReadSkip(query["$skipToken"], refreshed), ReadTop(query["$top"], report));

    /// <summary>The token that continues after this page.</summary>
    public string Next(DateOnly? refreshed)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{refreshed?.DayNumber}.{Skip + Size}");
        return Base64Url.EncodeToString(Encoding.ASCII.GetBytes(place));
    }

    static int ReadTop(string? top, Report report)
    {
        if (string.IsNullOrEmpty(top))
            return DefaultSize(report);
        return int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0
            ? Math.Min(rows, MaxTop)
            : throw new GraphFailure(GraphError.BadRequest($"Invalid value '{top}' for $top: a number from 1 to {MaxTop} is expected."));
    }

    static int ReadSkip(string? token, DateOnly? refreshed)
    {
        if (string.IsNullOrEmpty(token))
            return 0;
        var parts = Base64Url.IsValid(token) ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)).Split('.') : [];
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var skip))
            throw new GraphFailure(GraphError.BadRequest("The $skipToken is not one of ours. Follow @odata.nextLink unchanged."));
        if (parts[0] != refreshed?.DayNumber.ToString(CultureInfo.InvariantCulture))
            throw new GraphFailure(GraphError.BadRequest("The report was refreshed since the first page. Start again without $skipToken."));
        return skip;
    }
}
