using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;

namespace Csms.Host.Passwords;

/// <summary>Changes a charge point's password together with the charge point (Improved security, A01): the call's own stream says which of two passwords
/// counts, so that neither a crash nor a slow reaction can part the two sides.</summary>
internal sealed class PasswordRotation(CommandRunner runner, Credentials credentials, TimeProvider clock)
{
    private const int MostLooks = 2;

    /// <summary>Whether a charge point may come with this password. One that is offered is taken by its first use.</summary>
    public async Task<bool> VerifyAsync(string chargePointId, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            if (await credentials.FindAsync(chargePointId, password, cancellationToken) is not { } known)
                return false;
            if (known.CallId is { } callId)
                return await IsGoodAsync(chargePointId, callId, cancellationToken);
            if (!await WasReplacedAsync(chargePointId, known.Offered, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>Does what follows from the end of the call. May come again.</summary>
    /// <returns>What is to be thought of the offered password.</returns>
    public async Task<OfferFate> SettleAsync(string chargePointId, Guid callId, CancellationToken cancellationToken)
    {
        var fate = FateOf((await runner.LoadAsync(Streams.Calls, Call.StreamId(callId), cancellationToken)).State);
        if (fate == OfferFate.Taken)
            await TakeAsync(chargePointId, callId, cancellationToken);
        else if (fate == OfferFate.TurnedDown)
            await credentials.DropAsync(chargePointId, callId, cancellationToken);
        return fate;
    }

    private async Task<bool> IsGoodAsync(string chargePointId, Guid callId, CancellationToken cancellationToken)
    {
        var fate = await SettleAsync(chargePointId, callId, cancellationToken);
        // Whoever knows it was told it: there was no answer, or the charge point was faster than its answer.
        if (fate is OfferFate.UnderWay or OfferFate.Unanswered or OfferFate.AfterReboot)
            await TakeAsync(chargePointId, callId, cancellationToken);
        return fate is not (OfferFate.TurnedDown or OfferFate.NotSent);
    }

    /// <summary>The password that counted was used. Another may count since a moment ago (SD-Z07); one whose answer was lost is now known not to.</summary>
    private async Task<bool> WasReplacedAsync(string chargePointId, IReadOnlyList<Guid> offered, CancellationToken cancellationToken)
    {
        var replaced = false;
        foreach (var callId in offered)
        {
            switch (await SettleAsync(chargePointId, callId, cancellationToken))
            {
                case OfferFate.Taken:
                    replaced = true;
                    break;
                case OfferFate.Unanswered:
                    await credentials.DropAsync(chargePointId, callId, cancellationToken);
                    break;
            }
        }

        return replaced;
    }

    private async Task TakeAsync(string chargePointId, Guid callId, CancellationToken cancellationToken)
    {
        if (!await credentials.IsOfferedAsync(chargePointId, callId, cancellationToken))
            return;
        // The event first: after a crash between the two the offer is still there, and both are done again.
        var metadata = new EventMetadata("system", clock.GetUtcNow(), CausationId: $"call:{callId:D}");
        await runner.RunAsync(
            Streams.ChargePoints, ChargePoint.StreamId(chargePointId), new ChargePointCommand.ReportPasswordTaken(callId), metadata, cancellationToken);
        await credentials.TakeAsync(chargePointId, callId, cancellationToken);
    }

    private static OfferFate FateOf(Call call) => call switch
    {
        Call.NotRequested => OfferFate.NotSent,
        Call.Ended { Outcome: CallEvent.Answered answer } => StatusOf(answer) switch
        {
            "Accepted" => OfferFate.Taken,
            "RebootRequired" => OfferFate.AfterReboot,
            _ => OfferFate.TurnedDown,
        },
        Call.Ended { Outcome: CallEvent.TimedOut or CallEvent.Failed { Kind: not CallFailure.CallError } } => OfferFate.Unanswered,
        Call.Ended => OfferFate.TurnedDown,
        _ => OfferFate.UnderWay,
    };

    public static string? StatusOf(CallEvent.Answered answer) =>
        answer.Response.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Response.TryGetProperty("status", out var status) ? status.GetString() : null;
}

/// <summary>What became of a password that was offered to a charge point.</summary>
internal enum OfferFate
{
    /// <summary>The host ended between storing the offer and the call.</summary>
    NotSent,

    /// <summary>The call has not ended.</summary>
    UnderWay,

    /// <summary>Accepted: the old one is refused.</summary>
    Taken,

    /// <summary>Rejected, NotSupported, CALLERROR, or never sent: the old one stays.</summary>
    TurnedDown,

    /// <summary>Nobody knows: whichever is used first is the one (SD-Z07).</summary>
    Unanswered,

    /// <summary>RebootRequired: the old one counts until the new one is used (SD-Z08). A reconnect with the old one proves nothing before the reboot.</summary>
    AfterReboot,
}
