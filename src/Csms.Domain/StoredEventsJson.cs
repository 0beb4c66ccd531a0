using System.Text.Json.Serialization;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;

namespace Csms.Domain;

// Nested records of different streams share simple names, hence the explicit ones.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(VerbatimJson), typeof(MeterReadingJson), typeof(LocalTimeJson), typeof(DayOfWeekJson)])]
[JsonSerializable(typeof(ChargePointEvent.Registered), TypeInfoPropertyName = "ChargePointRegistered")]
[JsonSerializable(typeof(ChargePointEvent.SettingsChanged), TypeInfoPropertyName = "ChargePointSettingsChanged")]
[JsonSerializable(typeof(ChargePointEvent.PasswordReplaced), TypeInfoPropertyName = "ChargePointPasswordReplaced")]
[JsonSerializable(typeof(ChargePointEvent.Removed), TypeInfoPropertyName = "ChargePointRemoved")]
[JsonSerializable(typeof(ChargePointEvent.Connected), TypeInfoPropertyName = "ChargePointConnected")]
[JsonSerializable(typeof(ChargePointEvent.Disconnected), TypeInfoPropertyName = "ChargePointDisconnected")]
[JsonSerializable(typeof(ChargePointEvent.Booted), TypeInfoPropertyName = "ChargePointBooted")]
[JsonSerializable(typeof(ChargePointEvent.ConnectorStatusReported), TypeInfoPropertyName = "ConnectorStatusReported")]
[JsonSerializable(typeof(ChargePointEvent.MeterValuesReported), TypeInfoPropertyName = "MeterValuesReported")]
[JsonSerializable(typeof(ChargePointEvent.UnknownTransactionStopped), TypeInfoPropertyName = "UnknownTransactionStopped")]
[JsonSerializable(typeof(ChargePointEvent.DataTransferred), TypeInfoPropertyName = "DataTransferred")]
[JsonSerializable(typeof(ChargePointEvent.DiagnosticsStatusReported), TypeInfoPropertyName = "DiagnosticsStatusReported")]
[JsonSerializable(typeof(ChargePointEvent.FirmwareStatusReported), TypeInfoPropertyName = "FirmwareStatusReported")]
[JsonSerializable(typeof(ChargePointEvent.LogStatusReported), TypeInfoPropertyName = "LogStatusReported")]
[JsonSerializable(typeof(ChargePointEvent.SignedFirmwareStatusReported), TypeInfoPropertyName = "SignedFirmwareStatusReported")]
[JsonSerializable(typeof(ChargePointEvent.SecurityEventReported), TypeInfoPropertyName = "SecurityEventReported")]
[JsonSerializable(typeof(ChargePointEvent.CertificateSigningRequested), TypeInfoPropertyName = "CertificateSigningRequested")]
[JsonSerializable(typeof(TransactionEvent.Started), TypeInfoPropertyName = "TransactionStarted")]
[JsonSerializable(typeof(TransactionEvent.MeterValuesReported), TypeInfoPropertyName = "TransactionMeterValuesReported")]
[JsonSerializable(typeof(TransactionEvent.Stopped), TypeInfoPropertyName = "TransactionStopped")]
[JsonSerializable(typeof(TransactionEvent.StopRepeatedDifferently), TypeInfoPropertyName = "TransactionStopRepeatedDifferently")]
[JsonSerializable(typeof(TokenEvent.Registered), TypeInfoPropertyName = "TokenRegistered")]
[JsonSerializable(typeof(TokenEvent.Changed), TypeInfoPropertyName = "TokenChanged")]
[JsonSerializable(typeof(TokenEvent.Removed), TypeInfoPropertyName = "TokenRemoved")]
[JsonSerializable(typeof(CallEvent.Requested), TypeInfoPropertyName = "CallRequested")]
[JsonSerializable(typeof(CallEvent.Sent), TypeInfoPropertyName = "CallSent")]
[JsonSerializable(typeof(CallEvent.Answered), TypeInfoPropertyName = "CallAnswered")]
[JsonSerializable(typeof(CallEvent.Failed), TypeInfoPropertyName = "CallFailed")]
[JsonSerializable(typeof(CallEvent.TimedOut), TypeInfoPropertyName = "CallTimedOut")]
[JsonSerializable(typeof(CallEvent.Expired), TypeInfoPropertyName = "CallExpired")]
[JsonSerializable(typeof(CallEvent.Cancelled), TypeInfoPropertyName = "CallCancelled")]
[JsonSerializable(typeof(TariffEvent.Published), TypeInfoPropertyName = "TariffPublished")]
[JsonSerializable(typeof(TariffEvent.Withdrawn), TypeInfoPropertyName = "TariffWithdrawn")]
internal sealed partial class StoredEventsJson : JsonSerializerContext;
