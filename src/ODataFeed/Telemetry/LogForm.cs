namespace ODataFeed.Telemetry;

/// <summary>How lines of the log are written to the console.</summary>
enum LogForm
{
    /// <summary>For people, as <c>Logging:Console</c> says.</summary>
    Text,

    /// <summary>For programs: a JSON object per line, with the values of the message apart and the time in UTC.</summary>
    Json,
}
