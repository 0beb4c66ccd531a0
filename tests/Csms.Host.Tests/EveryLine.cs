using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Csms.Host.Tests;

/// <summary>Keeps whatever is logged.</summary>
internal sealed class EveryLine : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(EveryLine all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            all.Lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Lines.Enqueue($"{category} {logLevel} {formatter(state, exception)} {exception}");
    }
}
