using System.Text.Json.Serialization;
using Ocpp.Protocol.Json;

namespace Ocpp.Protocol.V16;

/// <summary>The generated contracts of all messages of OCPP 1.6.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(EnumConverter), typeof(TimestampConverter), typeof(IntegerConverter), typeof(LongIntegerConverter), typeof(TextConverter)])]
[JsonSerializable(typeof(AuthorizeRequest)), JsonSerializable(typeof(AuthorizeResponse))]
[JsonSerializable(typeof(BootNotificationRequest)), JsonSerializable(typeof(BootNotificationResponse))]
[JsonSerializable(typeof(ChangeAvailabilityRequest)), JsonSerializable(typeof(ChangeAvailabilityResponse))]
[JsonSerializable(typeof(ChangeConfigurationRequest)), JsonSerializable(typeof(ChangeConfigurationResponse))]
[JsonSerializable(typeof(ClearCacheRequest)), JsonSerializable(typeof(ClearCacheResponse))]
[JsonSerializable(typeof(DataTransferRequest)), JsonSerializable(typeof(DataTransferResponse))]
[JsonSerializable(typeof(GetConfigurationRequest)), JsonSerializable(typeof(GetConfigurationResponse))]
[JsonSerializable(typeof(HeartbeatRequest)), JsonSerializable(typeof(HeartbeatResponse))]
[JsonSerializable(typeof(MeterValuesRequest)), JsonSerializable(typeof(MeterValuesResponse))]
[JsonSerializable(typeof(RemoteStartTransactionRequest)), JsonSerializable(typeof(RemoteStartTransactionResponse))]
[JsonSerializable(typeof(RemoteStopTransactionRequest)), JsonSerializable(typeof(RemoteStopTransactionResponse))]
[JsonSerializable(typeof(ResetRequest)), JsonSerializable(typeof(ResetResponse))]
[JsonSerializable(typeof(StartTransactionRequest)), JsonSerializable(typeof(StartTransactionResponse))]
[JsonSerializable(typeof(StatusNotificationRequest)), JsonSerializable(typeof(StatusNotificationResponse))]
[JsonSerializable(typeof(StopTransactionRequest)), JsonSerializable(typeof(StopTransactionResponse))]
[JsonSerializable(typeof(UnlockConnectorRequest)), JsonSerializable(typeof(UnlockConnectorResponse))]
[JsonSerializable(typeof(DiagnosticsStatusNotificationRequest)), JsonSerializable(typeof(DiagnosticsStatusNotificationResponse))]
[JsonSerializable(typeof(FirmwareStatusNotificationRequest)), JsonSerializable(typeof(FirmwareStatusNotificationResponse))]
[JsonSerializable(typeof(GetDiagnosticsRequest)), JsonSerializable(typeof(GetDiagnosticsResponse))]
[JsonSerializable(typeof(UpdateFirmwareRequest)), JsonSerializable(typeof(UpdateFirmwareResponse))]
[JsonSerializable(typeof(GetLocalListVersionRequest)), JsonSerializable(typeof(GetLocalListVersionResponse))]
[JsonSerializable(typeof(SendLocalListRequest)), JsonSerializable(typeof(SendLocalListResponse))]
[JsonSerializable(typeof(CancelReservationRequest)), JsonSerializable(typeof(CancelReservationResponse))]
[JsonSerializable(typeof(ReserveNowRequest)), JsonSerializable(typeof(ReserveNowResponse))]
[JsonSerializable(typeof(ClearChargingProfileRequest)), JsonSerializable(typeof(ClearChargingProfileResponse))]
[JsonSerializable(typeof(GetCompositeScheduleRequest)), JsonSerializable(typeof(GetCompositeScheduleResponse))]
[JsonSerializable(typeof(SetChargingProfileRequest)), JsonSerializable(typeof(SetChargingProfileResponse))]
[JsonSerializable(typeof(TriggerMessageRequest)), JsonSerializable(typeof(TriggerMessageResponse))]
[JsonSerializable(typeof(CertificateSignedRequest)), JsonSerializable(typeof(CertificateSignedResponse))]
[JsonSerializable(typeof(DeleteCertificateRequest)), JsonSerializable(typeof(DeleteCertificateResponse))]
[JsonSerializable(typeof(ExtendedTriggerMessageRequest)), JsonSerializable(typeof(ExtendedTriggerMessageResponse))]
[JsonSerializable(typeof(GetInstalledCertificateIdsRequest)), JsonSerializable(typeof(GetInstalledCertificateIdsResponse))]
[JsonSerializable(typeof(GetLogRequest)), JsonSerializable(typeof(GetLogResponse))]
[JsonSerializable(typeof(InstallCertificateRequest)), JsonSerializable(typeof(InstallCertificateResponse))]
[JsonSerializable(typeof(LogStatusNotificationRequest)), JsonSerializable(typeof(LogStatusNotificationResponse))]
[JsonSerializable(typeof(SecurityEventNotificationRequest)), JsonSerializable(typeof(SecurityEventNotificationResponse))]
[JsonSerializable(typeof(SignCertificateRequest)), JsonSerializable(typeof(SignCertificateResponse))]
[JsonSerializable(typeof(SignedFirmwareStatusNotificationRequest)), JsonSerializable(typeof(SignedFirmwareStatusNotificationResponse))]
[JsonSerializable(typeof(SignedUpdateFirmwareRequest)), JsonSerializable(typeof(SignedUpdateFirmwareResponse))]
internal sealed partial class V16Json : JsonSerializerContext;
