namespace Csms.Host.Connections;

/// <summary>Lets the first of each kind through and counts what follows within the hour, so that nobody at the door can make the record grow without bound.</summary>
internal sealed class RefusalWindows<TKind>
    where TKind : notnull
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(1);
    private readonly Lock gate = new();
    private readonly Dictionary<TKind, Window> windows = [];

    /// <summary>Whether this one is the first of its kind within the hour; else it is counted.</summary>
    public bool IsFirst(TKind kind, string detail, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!windows.TryGetValue(kind, out var window))
            {
                windows.Add(kind, new Window(now, 0, detail));
                return true;
            }

            windows[kind] = window with { Suppressed = window.Suppressed + 1, Detail = detail };
            return false;
        }
    }

    /// <summary>Counts again what could not be told.</summary>
    public void Return(TKind kind, int times, string detail, DateTimeOffset now)
    {
        lock (gate)
        {
            var window = windows.GetValueOrDefault(kind) ?? new Window(now, 0, detail);
            windows[kind] = window with { Suppressed = window.Suppressed + times };
        }
    }

    /// <summary>What was counted in hours that are over, with the detail of the last. Kinds that came to rest are forgotten.</summary>
    public IReadOnlyList<(TKind Kind, int Times, string Detail)> Close(DateTimeOffset now, bool all = false)
    {
        lock (gate)
        {
            var over = windows.Where(entry => all || entry.Value.Since + Length <= now).ToArray();
            foreach (var (kind, window) in over)
            {
                if (window.Suppressed == 0 || all)
                    windows.Remove(kind);
                else
                    windows[kind] = new Window(now, 0, window.Detail);
            }

            return [.. over.Where(entry => entry.Value.Suppressed > 0).Select(entry => (entry.Key, entry.Value.Suppressed, entry.Value.Detail))];
        }
    }

    private sealed record Window(DateTimeOffset Since, int Suppressed, string Detail);
}
