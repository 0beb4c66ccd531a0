using Csms.Domain;

namespace Csms.Host.Api.Events;

/// <summary>A comma-separated list of stored event names in a query.</summary>
internal readonly record struct EventTypes(IReadOnlyCollection<string> Names)
{
    private static readonly HashSet<string> Known = [.. StoredEvents.All.Select(e => e.Type)];

    /// <summary>A name nobody stores would be waited for in vain.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out EventTypes types)
    {
        var names = (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        types = new EventTypes(names);
        return names.Length > 0 && names.All(Known.Contains);
    }
}
