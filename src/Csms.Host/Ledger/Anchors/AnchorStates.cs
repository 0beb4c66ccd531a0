using System.Collections.Concurrent;

namespace Csms.Host.Ledger.Anchors;

/// <summary>What became of this node's attempts, for people; what was taken where is in the database.</summary>
internal sealed class AnchorStates
{
    private readonly ConcurrentDictionary<string, string?> failures = new();

    public void Succeeded(string anchor) => failures[anchor] = null;

    public void Failed(string anchor, string why) => failures[anchor] = why;

    public string? FailureOf(string anchor) => failures.GetValueOrDefault(anchor);
}
