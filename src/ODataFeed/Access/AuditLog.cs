namespace ODataFeed.Access;

/// <summary>
/// Who read what, in category <c>ODataFeed.Access.AuditLog</c>: one line per answer. The machine's own anonymous users are told at level
/// Debug only, since there is no name to tell.
/// </summary>
sealed partial class AuditLog(AccessOptions options, ILogger<AuditLog> log)
{
    /// <summary>Whether a line for this caller would be written.</summary>
    public bool IsOn(Caller caller) => log.IsEnabled(LevelOf(caller));

    /// <param name="caller">Who.</param>
    /// <param name="set">Which set.</param>
    /// <param name="rows">How many rows were answered.</param>
    /// <param name="milliseconds">From the first byte of the request to the last of the answer.</param>
    /// <param name="query">The query, without any literal of the caller.</param>
    public void Read(Caller caller, string set, long rows, long milliseconds, string query) =>
        Log.Read(log, LevelOf(caller), caller.Name, set, rows, milliseconds, query);

    /// <summary>The same where a report is read through Graph's own URLs.</summary>
    public void ReadReport(Caller caller, string function) => Log.ReadReport(log, LevelOf(caller), caller.Name, function);

    public void Refused(Caller caller, int status, string code) => Log.Refused(log, status == StatusCodes.Status403Forbidden ? LogLevel.Warning : LevelOf(caller), caller.Name, status, code);

    LogLevel LevelOf(Caller caller) => caller.Proof == CallerProof.None && options.LoopbackOnly ? LogLevel.Debug : LogLevel.Information;

    static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Caller} read {Set}: {Rows} rows, {Milliseconds} ms, {Query}")]
        public static partial void Read(ILogger log, LogLevel level, string caller, string set, long rows, long milliseconds, string query);

        [LoggerMessage(EventId = 2, Message = "{Caller} read {Function} through Graph's URLs")]
        public static partial void ReadReport(ILogger log, LogLevel level, string caller, string function);

        [LoggerMessage(EventId = 3, Message = "{Caller} was refused: {Status} {Code}")]
        public static partial void Refused(ILogger log, LogLevel level, string caller, int status, string code);
    }
}
