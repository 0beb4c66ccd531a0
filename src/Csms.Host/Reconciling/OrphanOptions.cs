using Csms.Domain.Transactions;

namespace Csms.Host.Reconciling;

/// <summary>Settings of what happens to transactions whose stop never comes (section <c>Orphans</c> of the configuration).</summary>
internal sealed class OrphanOptions
{
    /// <summary>Whether they are closed at all; a later start on the connector ends them anyway.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long the connector has to be Available; null: that says nothing.</summary>
    public TimeSpan? AvailableFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after a boot nothing may show that it goes on; null: that says nothing.</summary>
    public TimeSpan? BootedFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long nothing may be heard of it; null: for ever.</summary>
    public TimeSpan? SilentFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Whether what was read is billed without anybody having looked. Otherwise the bill is held.</summary>
    public bool Billed { get; set; }

    /// <summary>How often to look.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(1);

    public OrphanPolicy Policy => new(AvailableFor, BootedFor, SilentFor);
}
