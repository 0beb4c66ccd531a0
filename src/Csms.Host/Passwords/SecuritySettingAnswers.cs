using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;

namespace Csms.Host.Passwords;

/// <summary>Follows up the calls that change a password or a security profile.</summary>
internal sealed class SecuritySettingAnswers(CommandRunner runner, PasswordRotation passwords, TimeProvider clock) : IReaction
{
    public string Name => "security-settings";

    public IReadOnlyCollection<string> Types { get; } = ["call_answered", "call_failed", "call_timed_out", "call_expired", "call_cancelled"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if ((await runner.LoadAsync(Streams.Calls, recorded.StreamId, cancellationToken)).State is not Call.Ended { Request: { Action: "ChangeConfiguration" } call } ended
            || !call.Payload.TryGetProperty("key", out var member) || member.ValueKind != JsonValueKind.String || member.GetString() is not { } key)
        {
            return;
        }

        if (ConfigurationKey.Comparer.Equals(key, SecuritySettings.AuthorizationKey))
            await passwords.SettleAsync(call.ChargePointId, call.CallId, cancellationToken);
        else if (ConfigurationKey.Comparer.Equals(key, SecuritySettings.SecurityProfile) && ChangedNothing(ended.Outcome))
            await EndRaiseAsync(call, recorded, cancellationToken);
    }

    private async Task EndRaiseAsync(CallEvent.Requested call, RecordedEvent recorded, CancellationToken cancellationToken) =>
        await runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(call.ChargePointId),
            new ChargePointCommand.ReportProfileRaiseEnded(call.CallId),
            RowsInTime.Cause(this, recorded, clock),
            cancellationToken);

    /// <summary>Where there was no answer, it may have done what it was told: it may still come with either profile.</summary>
    private static bool ChangedNothing(CallEvent outcome) => outcome switch
    {
        CallEvent.Answered answer => PasswordRotation.StatusOf(answer) is not ("Accepted" or "RebootRequired"),
        CallEvent.Failed failed => failed.Kind == CallFailure.CallError,
        CallEvent.TimedOut => false,
        _ => true,
    };
}
