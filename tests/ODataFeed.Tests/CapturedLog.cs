using System.Text;
using Microsoft.Extensions.Logging;

namespace ODataFeed.Tests;

/// <summary>Keeps every line that is logged, of whatever category and level, exceptions included.</summary>
sealed class CapturedLog : ILoggerProvider
{
    readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void Dispose()
    {
    }

    sealed class Lines(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log._text)
                log._text.AppendLine($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
