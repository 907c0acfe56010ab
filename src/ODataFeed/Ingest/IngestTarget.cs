using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Ingest;

/// <summary>What the rows of a download become.</summary>
/// <param name="Schema">The set, with the columns of the report in their order.</param>
/// <param name="Report">The report asked for.</param>
/// <param name="RefreshDate">Stands in for a refresh date the file does not have.</param>
/// <param name="Period">Stands in for a report period the file does not have, in days; null where none was asked.</param>
/// <param name="Privacy">What becomes of personal cells.</param>
sealed record IngestTarget(TableSchema Schema, Report Report, DateOnly RefreshDate, int? Period, PrivacyOptions Privacy)
{
    /// <summary>
    /// What a key column of a period report is when its cell is empty or missing: the request's own. Null elsewhere: a trend's cells
    /// stay what Graph sent. An <c>Occurrence</c> is numbered when all rows are there.
    /// </summary>
    public long? Default(int column)
    {
        if (!Schema.Key.Contains(column))
            return null;
        return Schema.Columns[column].Name switch
        {
            Report.Occurrence => 0,
            _ when Report.Shape != ReportShape.Period => null,
            Report.ReportRefreshDate => RefreshDate.DayNumber,
            Report.ReportPeriod => Period,
            _ => null,
        };
    }
}
