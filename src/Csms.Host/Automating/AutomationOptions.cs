namespace Csms.Host.Automating;

/// <summary>Settings of what is done without being asked, where an operator switched it on (section <c>Automation</c> of the configuration).</summary>
internal sealed class AutomationOptions
{
    /// <summary>How long after an event anything is done about it: a charge point that is asked before it has come to rest may break (quirk Q17).</summary>
    public TimeSpan SettleWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>An event that is older when its turn comes is left alone: whatever it called for is long past.</summary>
    public TimeSpan TooOld { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A call that could not be sent by then is given up; the next boot will bring the next one.</summary>
    public TimeSpan DeliverWithin { get; set; } = TimeSpan.FromMinutes(5);
}
