namespace Csms.Host.Reactions;

/// <summary>Charge points of which a rule need not ask the database whether something is open there that an event might concern: nothing was when it last looked, and
/// nothing has been asked of them since. Nearly every start and every status is of such a one. What it is told must be told in the order of the feed.</summary>
internal sealed class QuietChargePoints
{
    private readonly HashSet<string> asked = [];
    private readonly HashSet<string> quiet = [];

    /// <summary>Nothing is known of any.</summary>
    public void Forget()
    {
        asked.Clear();
        quiet.Clear();
    }

    /// <summary>Something was asked of it, which may open something: from here on it is looked for.</summary>
    public void Ask(string chargePointId)
    {
        asked.Add(chargePointId);
        quiet.Remove(chargePointId);
    }

    /// <summary>Nothing is open there, and nothing under way, as of an event that comes behind all that was asked before it.</summary>
    public void Calm(string chargePointId)
    {
        if (!asked.Contains(chargePointId))
            quiet.Add(chargePointId);
    }

    public bool Contains(string chargePointId) => quiet.Contains(chargePointId);
}
