using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Csms.Host.Tests;

/// <summary>Keeps what a host writes to its log, down to the last detail (Trace, which nobody runs it with), and looks through it at the end for every secret that any
/// test has used, and for the idTags of its own.</summary>
internal sealed class LoggedSecrets : ILoggerProvider
{
    private static readonly ConcurrentDictionary<string, bool> Used = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> idTags = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>A password or a key that must not be in any log from now on, nor have been.</summary>
    public static void Add(string secret) => Used.TryAdd(secret, true);

    /// <summary>An idTag that this host knows. As a word of its own: tests like to call a charge point by the name of its driver.</summary>
    public void AddIdTag(string idTag) => idTags.TryAdd(idTag, true);

    /// <summary>Whether a line of the log says this.</summary>
    public bool Says(string text) => lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    public void ShouldBeNone() => lines.Where(Tells).ShouldBeEmpty("secrets in the log");

    private bool Tells(string line) =>
        line.Contains("PRIVATE KEY", StringComparison.Ordinal)
        || Used.Keys.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))
        || idTags.Keys.Any(idTag => HasWord(line, idTag));

    private static bool HasWord(string line, string word)
    {
        for (var at = 0; (at = line.IndexOf(word, at, StringComparison.Ordinal)) >= 0; at += word.Length)
        {
            if (!IsOfWord(line, at - 1) && !IsOfWord(line, at + word.Length))
                return true;
        }

        return false;
    }

    private static bool IsOfWord(string line, int at) => at >= 0 && at < line.Length && (char.IsLetterOrDigit(line[at]) || line[at] is '-' or '_' or '.');

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
