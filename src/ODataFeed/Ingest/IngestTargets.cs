using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Ingest;

/// <summary>Makes targets under the personal-data policy of the settings.</summary>
sealed class IngestTargets(PrivacyOptions privacy)
{
    /// <inheritdoc cref="IngestTarget"/>
    public IngestTarget For(TableSchema schema, Report report, DateOnly refreshDate, int? period) =>
        new(schema, report, refreshDate, period, privacy);
}
