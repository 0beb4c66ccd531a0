using System.Diagnostics;
using static Csms.Domain.ChargingProfiles.ChargePointProfilesCommand;
using static Csms.Domain.ChargingProfiles.ChargePointProfilesEvent;

namespace Csms.Domain.ChargingProfiles;

/// <summary>What a charge point holds after it said this or that. Facts come in the order of the feed, some more than once.</summary>
public static class ChargePointProfilesDecider
{
    /// <summary>The events that follow from a fact; none when it changes nothing, or came before.</summary>
    public static Decision<ChargePointProfilesEvent> Decide(ChargePointProfilesCommand command, ChargePointProfiles state) => command switch
    {
        ReportInstalled i when i.Sequence > state.Through => [Installed(i.ConnectorId, i.Profile, i.CallId, i.Sequence, state.Installed)],

        // Whatever names the transaction was sent later than what it started with, and is there in its place (errata 3.42).
        ReportStarted s when s.Sequence > state.Through && state.Installed.All.Any(one => IsLater(one, s)) => [],
        ReportStarted s when s.Sequence > state.Through =>
            [Installed(s.ConnectorId, s.Profile with { TransactionId = s.TransactionId }, s.CallId, s.Sequence, state.Installed)],

        ReportCleared c when c.Sequence > state.Through && Numbers(state.Installed.Matching(c.Criteria)) is { } ids => [new Cleared(ids, c.CallId, c.Sequence)],

        ReportStopped s when s.Sequence > state.Through && Numbers(state.Installed.BoundTo(s.ConnectorId, s.TransactionId)) is { } ids =>
            [new Ended(s.TransactionId, ids, s.Sequence)],

        ReportInstalled or ReportStarted or ReportCleared or ReportStopped => [],
        _ => throw new UnreachableException($"{command} is no command to a charge point's profiles."),
    };

    private static Installed Installed(int connectorId, ChargingProfile profile, Guid callId, long sequence, InstalledProfiles installed) =>
        new(connectorId, profile, callId, sequence, Numbers(installed.ReplacedBy(connectorId, profile)));

    private static bool IsLater(InstalledProfile one, ReportStarted s) =>
        one.ConnectorId == s.ConnectorId && one.Profile.TransactionId == s.TransactionId && one.Profile.StackLevel == s.Profile.StackLevel;

    private static int[]? Numbers(IEnumerable<InstalledProfile> profiles) => profiles.Select(one => one.Profile.ProfileId).ToArray() is { Length: > 0 } ids ? ids : null;
}
