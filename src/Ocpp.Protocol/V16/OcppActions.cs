using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using static Ocpp.Protocol.V16.FeatureProfile;
using static Ocpp.Protocol.V16.OcppDirection;

namespace Ocpp.Protocol.V16;

/// <summary>The table of all actions of OCPP 1.6. A new action is one line here, one line in <c>V16Json</c> and one file.</summary>
public static class OcppActions
{
    // Filled by the rows below, so it stands above them: static members are initialized in the order of the text.
    private static readonly List<OcppAction> Rows = [];

#pragma warning disable CS1591 // A row is named after its action, whose file documents it.
    public static OcppAction Authorize { get; } = Row(Core, FromChargePoint, new AuthorizeRequestRules(), new AuthorizeResponseRules());
    public static OcppAction BootNotification { get; } =
        Row(Core, FromChargePoint, new BootNotificationRequestRules(), new BootNotificationResponseRules());
    public static OcppAction ChangeAvailability { get; } =
        Row<ChangeAvailabilityRequest, ChangeAvailabilityResponse>(Core, ToChargePoint, new ChangeAvailabilityRequestRules());
    public static OcppAction ChangeConfiguration { get; } =
        Row<ChangeConfigurationRequest, ChangeConfigurationResponse>(Core, ToChargePoint, new ChangeConfigurationRequestRules());
    public static OcppAction ClearCache { get; } = Row<ClearCacheRequest, ClearCacheResponse>(Core, ToChargePoint);
    public static OcppAction DataTransfer { get; } = Row<DataTransferRequest, DataTransferResponse>(Core, Both, new DataTransferRequestRules());
    public static OcppAction GetConfiguration { get; } =
        Row(Core, ToChargePoint, new GetConfigurationRequestRules(), new GetConfigurationResponseRules());
    public static OcppAction Heartbeat { get; } = Row<HeartbeatRequest, HeartbeatResponse>(Core, FromChargePoint);
    public static OcppAction MeterValues { get; } =
        Row<MeterValuesRequest, MeterValuesResponse>(Core, FromChargePoint, new MeterValuesRequestRules());
    public static OcppAction RemoteStartTransaction { get; } =
        Row<RemoteStartTransactionRequest, RemoteStartTransactionResponse>(Core, ToChargePoint, new RemoteStartTransactionRequestRules());
    public static OcppAction RemoteStopTransaction { get; } = Row<RemoteStopTransactionRequest, RemoteStopTransactionResponse>(Core, ToChargePoint);
    public static OcppAction Reset { get; } = Row<ResetRequest, ResetResponse>(Core, ToChargePoint);
    public static OcppAction StartTransaction { get; } =
        Row(Core, FromChargePoint, new StartTransactionRequestRules(), new StartTransactionResponseRules());
    public static OcppAction StatusNotification { get; } =
        Row<StatusNotificationRequest, StatusNotificationResponse>(Core, FromChargePoint, new StatusNotificationRequestRules());
    public static OcppAction StopTransaction { get; } =
        Row(Core, FromChargePoint, new StopTransactionRequestRules(), new StopTransactionResponseRules());
    public static OcppAction UnlockConnector { get; } =
        Row<UnlockConnectorRequest, UnlockConnectorResponse>(Core, ToChargePoint, new UnlockConnectorRequestRules());
    public static OcppAction DiagnosticsStatusNotification { get; } =
        Row<DiagnosticsStatusNotificationRequest, DiagnosticsStatusNotificationResponse>(FirmwareManagement, FromChargePoint);
    public static OcppAction FirmwareStatusNotification { get; } =
        Row<FirmwareStatusNotificationRequest, FirmwareStatusNotificationResponse>(FirmwareManagement, FromChargePoint);
    public static OcppAction GetDiagnostics { get; } =
        Row(FirmwareManagement, ToChargePoint, new GetDiagnosticsRequestRules(), new GetDiagnosticsResponseRules());
    public static OcppAction UpdateFirmware { get; } =
        Row<UpdateFirmwareRequest, UpdateFirmwareResponse>(FirmwareManagement, ToChargePoint, new UpdateFirmwareRequestRules());
    public static OcppAction GetLocalListVersion { get; } =
        Row<GetLocalListVersionRequest, GetLocalListVersionResponse>(LocalAuthListManagement, ToChargePoint);
    public static OcppAction SendLocalList { get; } =
        Row<SendLocalListRequest, SendLocalListResponse>(LocalAuthListManagement, ToChargePoint, new SendLocalListRequestRules());
    public static OcppAction CancelReservation { get; } = Row<CancelReservationRequest, CancelReservationResponse>(Reservation, ToChargePoint);
    public static OcppAction ReserveNow { get; } =
        Row<ReserveNowRequest, ReserveNowResponse>(Reservation, ToChargePoint, new ReserveNowRequestRules());
    public static OcppAction ClearChargingProfile { get; } =
        Row<ClearChargingProfileRequest, ClearChargingProfileResponse>(SmartCharging, ToChargePoint, new ClearChargingProfileRequestRules());
    public static OcppAction GetCompositeSchedule { get; } =
        Row(SmartCharging, ToChargePoint, new GetCompositeScheduleRequestRules(), new GetCompositeScheduleResponseRules());
    public static OcppAction SetChargingProfile { get; } =
        Row<SetChargingProfileRequest, SetChargingProfileResponse>(SmartCharging, ToChargePoint, new SetChargingProfileRequestRules());
    public static OcppAction TriggerMessage { get; } =
        Row<TriggerMessageRequest, TriggerMessageResponse>(RemoteTrigger, ToChargePoint, new TriggerMessageRequestRules());
    public static OcppAction CertificateSigned { get; } =
        Row<CertificateSignedRequest, CertificateSignedResponse>(Security, ToChargePoint, new CertificateSignedRequestRules());
    public static OcppAction DeleteCertificate { get; } =
        Row<DeleteCertificateRequest, DeleteCertificateResponse>(Security, ToChargePoint, new DeleteCertificateRequestRules());
    public static OcppAction ExtendedTriggerMessage { get; } =
        Row<ExtendedTriggerMessageRequest, ExtendedTriggerMessageResponse>(Security, ToChargePoint, new ExtendedTriggerMessageRequestRules());
    public static OcppAction GetInstalledCertificateIds { get; } =
        Row<GetInstalledCertificateIdsRequest, GetInstalledCertificateIdsResponse>(Security, ToChargePoint, responseRules: new GetInstalledCertificateIdsResponseRules());
    public static OcppAction GetLog { get; } = Row(Security, ToChargePoint, new GetLogRequestRules(), new GetLogResponseRules());
    public static OcppAction InstallCertificate { get; } =
        Row<InstallCertificateRequest, InstallCertificateResponse>(Security, ToChargePoint, new InstallCertificateRequestRules());
    public static OcppAction LogStatusNotification { get; } =
        Row<LogStatusNotificationRequest, LogStatusNotificationResponse>(Security, FromChargePoint);
    public static OcppAction SecurityEventNotification { get; } =
        Row<SecurityEventNotificationRequest, SecurityEventNotificationResponse>(Security, FromChargePoint, new SecurityEventNotificationRequestRules());
    public static OcppAction SignCertificate { get; } =
        Row<SignCertificateRequest, SignCertificateResponse>(Security, FromChargePoint, new SignCertificateRequestRules());
    public static OcppAction SignedFirmwareStatusNotification { get; } =
        Row<SignedFirmwareStatusNotificationRequest, SignedFirmwareStatusNotificationResponse>(Security, FromChargePoint, new SignedFirmwareStatusNotificationRequestRules());
    public static OcppAction SignedUpdateFirmware { get; } =
        Row<SignedUpdateFirmwareRequest, SignedUpdateFirmwareResponse>(Security, ToChargePoint, new SignedUpdateFirmwareRequestRules());
#pragma warning restore CS1591

    private static readonly FrozenDictionary<string, OcppAction> ByName = Rows.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, OcppAction>.AlternateLookup<ReadOnlySpan<char>> ByText =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every action, by profile and name.</summary>
    public static IReadOnlyList<OcppAction> All => Rows;

    /// <summary>The action of this name, or null. Case matters.</summary>
    public static OcppAction? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The action a received CALL names, if its sender may send it. Otherwise what to answer: <see cref="OcppErrorCode.NotImplemented"/>
    /// for a name
    /// OCPP 1.6 does not have, <see cref="OcppErrorCode.NotSupported"/> for one that goes the other way (OCPP-J 1.6 table 7).</summary>
    /// <param name="name">Name in the CALL.</param>
    /// <param name="sender">Who sent it: <see cref="FromChargePoint"/> at the central system.</param>
    /// <param name="action">The action, when true is returned.</param>
    /// <param name="refusal">The CALLERROR, when false is returned.</param>
    public static bool TryFind(string name, OcppDirection sender, [NotNullWhen(true)] out OcppAction? action, [NotNullWhen(false)] out OcppError? refusal)
    {
        action = Find(name);
        refusal = action switch
        {
            null => new OcppError(OcppErrorCode.NotImplemented, "OCPP 1.6 has no such action"),
            _ when (action.Direction & sender) == 0 => new OcppError(OcppErrorCode.NotSupported, action.Name + " is not for this receiver"),
            _ => null,
        };
        return refusal is null;
    }

    /// <summary>The table's own instance of a name, so that reading a frame need not make another.</summary>
    internal static string? KnownName(ReadOnlySpan<char> name) => ByText.TryGetValue(name, out var action) ? action.Name : null;

    private static OcppAction<TRequest, TResponse> Row<TRequest, TResponse>(
        FeatureProfile profile,
        OcppDirection direction,
        IValidator<TRequest>? requestRules = null,
        IValidator<TResponse>? responseRules = null)
        where TRequest : class
        where TResponse : class
    {
        var name = typeof(TRequest).Name[..^"Request".Length];
        var action = new OcppAction<TRequest, TResponse>(name, profile, direction, requestRules, responseRules);
        Rows.Add(action);
        return action;
    }
}
