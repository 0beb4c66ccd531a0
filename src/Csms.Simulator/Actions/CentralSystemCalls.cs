using System.Buffers;
using System.Collections.Frozen;
using Csms.Simulator.Connection;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>The table of what the central system may ask of this device. A new action is one entry here and one file beside it.</summary>
internal static class CentralSystemCalls
{
    private static readonly FrozenDictionary<string, CallHandler> Handlers = new[]
    {
        ChangingAvailability.Handler,
        ChangingConfiguration.Handler,
        ClearingTheCache.Handler,
        TransferringData.Handler,
        GettingConfiguration.Handler,
        StartingRemotely.Handler,
        StoppingRemotely.Handler,
        Resetting.Handler,
        UnlockingAConnector.Handler,
        Triggering.Handler,
        GettingDiagnostics.Handler,
        UpdatingFirmware.Handler,
        GettingTheLocalListVersion.Handler,
        TakingALocalList.Handler,
        Reserving.Handler,
        CancellingAReservation.Handler,
        InstallingAChargingProfile.Handler,
        ClearingChargingProfiles.Handler,
        TellingTheCompositeSchedule.Handler,
        TriggeringMore.Handler,
        InstallingARootCertificate.Handler,
        ListingRootCertificates.Handler,
        DeletingARootCertificate.Handler,
        TakingASignedCertificate.Handler,
        GettingALog.Handler,
        UpdatingSignedFirmware.Handler,
    }.ToFrozenDictionary(handler => handler.Action.Name, StringComparer.Ordinal);

    public static ServedCall Serve(SimulatedChargePoint chargePoint, OcppFrame call)
    {
        if (chargePoint.TakeScripted(call.Action) is { } scripted) return new ServedCall(scripted.To(call.UniqueId));
        var reply = Reply(chargePoint, call);
        var answer = new ArrayBufferWriter<byte>(128);
        if (reply.Error is { } error) OcppFrameWriter.WriteCallError(answer, call.UniqueId, error);
        else OcppFrameWriter.WriteCallResult(answer, call.UniqueId, Handlers[call.Action].Action, reply.Response!);
        return new ServedCall(answer.WrittenMemory, reply.Afterwards is { } work ? () => chargePoint.Spawn(work) : null);
    }

    private static CallReply Reply(SimulatedChargePoint chargePoint, OcppFrame call)
    {
        if (!Handlers.TryGetValue(call.Action, out var handler) || !chargePoint.Supports(handler.Action.Profile))
        {
            // A name that nobody knows is NotImplemented, one of a profile that this device lacks NotSupported (OCPP-J 1.6 table 7).
            return OcppActions.TryFind(call.Action, OcppDirection.ToChargePoint, out var known, out var refusal)
                ? CallReply.Refuse(OcppErrorCode.NotSupported, $"{known.Name} is not supported by this charge point.")
                : new CallReply(null, refusal);
        }

        // As strict as the official schemas: what the central system sends must be right.
        var parsed = handler.Action.ReadRequest(call.Payload.Span, strict: true);
        if (handler.Refuses(parsed)) return new CallReply(null, parsed.Error);
        try
        {
            return handler.Handle(chargePoint, parsed.Value!);
        }
        catch (Exception bug)
        {
            chargePoint.Fail(bug);
            return CallReply.Refuse(OcppErrorCode.InternalError, bug.Message);
        }
    }
}
