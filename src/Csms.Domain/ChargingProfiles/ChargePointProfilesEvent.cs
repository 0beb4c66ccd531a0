namespace Csms.Domain.ChargingProfiles;

/// <summary>What became of the profiles a charge point holds. Stream <c>charging-profiles-{id}</c>.</summary>
public abstract record ChargePointProfilesEvent
{
    private ChargePointProfilesEvent()
    {
    }

    /// <summary>It accepted one (OCPP 1.6 section 5.16), or the transaction started that one came with (section 5.11).</summary>
    /// <param name="ConnectorId">0: the charge point, or all connectors.</param>
    /// <param name="CallId">The call that brought it.</param>
    /// <param name="Sequence">Place in the feed of what says so.</param>
    /// <param name="Replaces">Numbers (chargingProfileId) of those whose place it takes; null for none.</param>
    public sealed record Installed(
        int ConnectorId,
        ChargingProfile Profile,
        Guid CallId,
        long Sequence,
        IReadOnlyList<int>? Replaces = null) : ChargePointProfilesEvent;

    /// <summary>It cleared some, or said that it has none like that (OCPP 1.6 section 5.5).</summary>
    /// <param name="ProfileIds">Their numbers (chargingProfileId).</param>
    /// <param name="CallId">The call that asked for it.</param>
    /// <param name="Sequence">Place in the feed of the answer.</param>
    public sealed record Cleared(IReadOnlyList<int> ProfileIds, Guid CallId, long Sequence) : ChargePointProfilesEvent;

    /// <summary>They ended with their transaction (OCPP 1.6 section 3.13.1).</summary>
    /// <param name="TransactionId">OCPP's number.</param>
    /// <param name="ProfileIds">Their numbers (chargingProfileId).</param>
    /// <param name="Sequence">Place in the feed of the stop.</param>
    public sealed record Ended(int TransactionId, IReadOnlyList<int> ProfileIds, long Sequence) : ChargePointProfilesEvent;
}
