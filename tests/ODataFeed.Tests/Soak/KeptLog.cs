using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ODataFeed.Tests.Soak;

/// <summary>Every line a service logs: its own from Trace on, others' from Information on, exceptions with all they hold.</summary>
sealed class KeptLog : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(Lines, categoryName.StartsWith("ODataFeed", StringComparison.Ordinal) ? LogLevel.Trace : LogLevel.Information);

    public void Dispose()
    {
    }

    sealed class Logger(ConcurrentQueue<string> lines, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
