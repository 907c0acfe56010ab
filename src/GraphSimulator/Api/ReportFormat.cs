namespace GraphSimulator.Api;

/// <summary>The form of an answer.</summary>
enum ReportFormat
{
    Csv,
    Json,
}
