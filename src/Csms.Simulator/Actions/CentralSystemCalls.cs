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
    }.ToFrozenDictionary(handler => handler.Action.Name, StringComparer.Ordinal);

    // Known to OCPP 1.6 and not to this device: NotSupported, where a name that nobody knows is NotImplemented (OCPP-J 1.6 table 7).
    private static readonly FrozenSet<string> OtherProfiles = new[]
    {
        "GetDiagnostics", "UpdateFirmware", "GetLocalListVersion", "SendLocalList", "ReserveNow", "CancelReservation", "SetChargingProfile", "ClearChargingProfile",
        "GetCompositeSchedule", "TriggerMessage", "ExtendedTriggerMessage", "CertificateSigned", "InstallCertificate", "DeleteCertificate",
        "GetInstalledCertificateIds", "GetLog", "SignedUpdateFirmware",
    }.ToFrozenSet(StringComparer.Ordinal);

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
        if (!Handlers.TryGetValue(call.Action, out var handler))
        {
            return OtherProfiles.Contains(call.Action) || OcppActions.Find(call.Action) is not null
                ? CallReply.Refuse(OcppErrorCode.NotSupported, $"{call.Action} is not supported by this charge point.")
                : CallReply.Refuse(OcppErrorCode.NotImplemented, "OCPP 1.6 has no such action.");
        }

        // As strict as the official schemas: what the central system sends must be right.
        var parsed = handler.Action.ReadRequest(call.Payload.Span, strict: true);
        if (parsed.Error is { } error) return new CallReply(null, error);
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
