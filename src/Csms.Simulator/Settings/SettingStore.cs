using System.Globalization;

namespace Csms.Simulator.Settings;

/// <summary>The key-value store of a charge point's flash: it survives a loss of power.</summary>
public sealed class SettingStore
{
    private readonly Lock gate = new();
    private readonly IReadOnlyDictionary<string, SettingKey> keys;
    // Only what differs from the maker's value is held: thousands of charge points share one table of keys.
    private readonly Dictionary<string, string> changed = new(StringComparer.OrdinalIgnoreCase);

    internal SettingStore(IReadOnlyDictionary<string, SettingKey> keys) => this.keys = keys;

    public IEnumerable<SettingKey> Keys => keys.Values;

    public SettingKey? Find(string name) => keys.GetValueOrDefault(name);

    public string this[string name]
    {
        get
        {
            lock (gate) return changed.TryGetValue(name, out var value) ? value : keys[name].Initial;
        }
    }

    public int Number(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Number(name));

    public bool Flag(string name) => bool.Parse(this[name]);

    public string[] List(string name) => this[name].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A wish of the central system: read-only and unfit values are turned down and nothing changes.</summary>
    public SettingChange Change(string name, string value)
    {
        if (Find(name) is not { } key) return SettingChange.NotSupported;
        if (key.ReadOnly || !key.Accepts(value.Trim())) return SettingChange.Rejected;
        Set(name, value);
        return key.NeedsReboot ? SettingChange.RebootRequired : SettingChange.Accepted;
    }

    /// <summary>The installer's hand: sets any key there is, without asking whether the central system may.</summary>
    public void Set(string name, string value)
    {
        var key = Find(name) ?? throw new ArgumentException($"This charge point has no setting named {name}.", nameof(name));
        lock (gate) changed[key.Name] = value.Trim();
    }
}
