using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Csms.Host.Tests;

/// <summary>Keeps what a host writes to its log, at the levels it is run with, and looks through it at the end for every secret that any test has used.</summary>
internal sealed class LoggedSecrets : ILoggerProvider
{
    private static readonly ConcurrentDictionary<string, bool> Used = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>A password or a key that must not be in any log from now on, nor have been.</summary>
    public static void Add(string secret) => Used.TryAdd(secret, true);

    public void ShouldBeNone() =>
        lines.Where(line => line.Contains("PRIVATE KEY", StringComparison.Ordinal) || Used.Keys.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty("secrets in the log");

    public ILogger CreateLogger(string categoryName) => new Logger(lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
