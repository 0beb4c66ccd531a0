using Csms.EventStore;

namespace Csms.Host.Commands;

/// <summary>On whose behalf something is being done: the correlation that everything under it carries, and the direct cause.</summary>
internal sealed record Cause(string CorrelationId, string CausationId)
{
    /// <summary>A reaction to an event: what it does belongs to whatever that event belongs to.</summary>
    public static Cause Of(RecordedEvent recorded) =>
        new(recorded.Metadata.CorrelationId ?? IdOf(recorded.Sequence), IdOf(recorded.Sequence));

    public static string IdOf(long sequence) => $"event:{sequence}";
}

/// <summary>The cause of what is being done right now, through all awaits: set where a REST request or an event is taken up, and put into every event that
/// names no cause itself. So no rule and no endpoint can forget it.</summary>
internal static class Causality
{
    private static readonly AsyncLocal<Cause?> Ambient = new();

    public static Cause? Current => Ambient.Value;

    /// <summary>Until the calling async method ends.</summary>
    public static void Begin(Cause cause) => Ambient.Value = cause;

    public static EventMetadata Complete(EventMetadata metadata) => Current is not { } cause
        ? metadata
        : metadata with { CorrelationId = metadata.CorrelationId ?? cause.CorrelationId, CausationId = metadata.CausationId ?? cause.CausationId };
}
