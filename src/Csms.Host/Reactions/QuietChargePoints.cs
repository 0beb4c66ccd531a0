namespace Csms.Host.Reactions;

/// <summary>Charge points of which a rule need not ask the database whether something is open there that an event might concern: nothing was when it last looked, and
/// nothing has been asked of them since. Nearly every start and every status is of such a one. What it is told must be told in the order of the feed.</summary>
internal sealed class QuietChargePoints
{
    // Where in the feed the newest call of each stands.
    private readonly Dictionary<string, long> asked = [];
    private readonly HashSet<string> quiet = [];

    /// <summary>Nothing is known of any.</summary>
    public void Forget()
    {
        asked.Clear();
        quiet.Clear();
    }

    /// <summary>Something was asked of it, which may open something: from here on it is looked for.</summary>
    /// <param name="chargePointId">Of what.</param>
    /// <param name="sequence">Where in the feed that stands.</param>
    public void Ask(string chargePointId, long sequence)
    {
        asked[chargePointId] = sequence;
        quiet.Remove(chargePointId);
    }

    /// <summary>Nothing is open there, and nothing under way, as of an event; what was asked behind it may be.</summary>
    public void Calm(string chargePointId, long sequence)
    {
        if (asked.TryGetValue(chargePointId, out var newest) && newest > sequence)
            return;
        asked.Remove(chargePointId);
        quiet.Add(chargePointId);
    }

    public bool Contains(string chargePointId) => quiet.Contains(chargePointId);
}
