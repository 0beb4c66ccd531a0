namespace Csms.Host;

/// <summary>Names this process among those that share the database; a restart is another node.</summary>
internal sealed class NodeName
{
    public string Value { get; } = $"{Environment.MachineName}-{Guid.NewGuid():N}"[..Math.Min(40, Environment.MachineName.Length + 33)];
}
