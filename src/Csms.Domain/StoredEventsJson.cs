using System.Text.Json.Serialization;
using Csms.Domain.Access;
using Csms.Domain.Anomalies;
using Csms.Domain.Assignments;
using Csms.Domain.Bills;
using Csms.Domain.Calls;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Files;
using Csms.Domain.Outages;
using Csms.Domain.Places;
using Csms.Domain.ReRatings;
using Csms.Domain.Reservations;
using Csms.Domain.SecurityEvents;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;

namespace Csms.Domain;

// Nested records of different streams share simple names, hence the explicit ones.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(VerbatimJson), typeof(MeterReadingsJson), typeof(LocalTimeJson), typeof(DayOfWeekJson)])]
[JsonSerializable(typeof(ChargePointEvent.Registered), TypeInfoPropertyName = "ChargePointRegistered")]
[JsonSerializable(typeof(ChargePointEvent.SettingsChanged), TypeInfoPropertyName = "ChargePointSettingsChanged")]
[JsonSerializable(typeof(ChargePointEvent.ConfigurationDesired), TypeInfoPropertyName = "ChargePointConfigurationDesired")]
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
[JsonSerializable(typeof(ChargePointEvent.ProfileRaiseRequested), TypeInfoPropertyName = "ProfileRaiseRequested")]
[JsonSerializable(typeof(ChargePointEvent.ProfileRaiseEnded), TypeInfoPropertyName = "ProfileRaiseEnded")]
[JsonSerializable(typeof(ChargePointEvent.ProfileRaised), TypeInfoPropertyName = "ProfileRaised")]
[JsonSerializable(typeof(ChargePointEvent.ConnectionRefused), TypeInfoPropertyName = "ConnectionRefused")]
[JsonSerializable(typeof(EntranceEvent.HandshakesRefused), TypeInfoPropertyName = "HandshakesRefused")]
[JsonSerializable(typeof(SecurityAlarmEvent.Raised), TypeInfoPropertyName = "SecurityAlarmRaised")]
[JsonSerializable(typeof(SecurityAlarmEvent.Acknowledged), TypeInfoPropertyName = "SecurityAlarmAcknowledged")]
[JsonSerializable(typeof(TransactionEvent.Started), TypeInfoPropertyName = "TransactionStarted")]
[JsonSerializable(typeof(TransactionEvent.MeterValuesReported), TypeInfoPropertyName = "TransactionMeterValuesReported")]
[JsonSerializable(typeof(TransactionEvent.Stopped), TypeInfoPropertyName = "TransactionStopped")]
[JsonSerializable(typeof(TransactionEvent.StopRepeatedDifferently), TypeInfoPropertyName = "TransactionStopRepeatedDifferently")]
[JsonSerializable(typeof(TransactionEvent.ClosedByPolicy), TypeInfoPropertyName = "TransactionClosedByPolicy")]
[JsonSerializable(typeof(AnomalyEvent.Found), TypeInfoPropertyName = "AnomalyFound")]
[JsonSerializable(typeof(AnomalyEvent.Resolved), TypeInfoPropertyName = "AnomalyResolved")]
[JsonSerializable(typeof(AnomalyEvent.Accepted), TypeInfoPropertyName = "AnomalyAccepted")]
[JsonSerializable(typeof(AnomalyEvent.Overridden), TypeInfoPropertyName = "AnomalyOverridden")]
[JsonSerializable(typeof(TransactionEvent.Superseded), TypeInfoPropertyName = "TransactionSuperseded")]
[JsonSerializable(typeof(TokenEvent.Registered), TypeInfoPropertyName = "TokenRegistered")]
[JsonSerializable(typeof(TokenEvent.Changed), TypeInfoPropertyName = "TokenChanged")]
[JsonSerializable(typeof(TokenEvent.Removed), TypeInfoPropertyName = "TokenRemoved")]
[JsonSerializable(typeof(TokenEvent.Forgotten), TypeInfoPropertyName = "TokenForgotten")]
[JsonSerializable(typeof(CallEvent.Requested), TypeInfoPropertyName = "CallRequested")]
[JsonSerializable(typeof(CallEvent.Sent), TypeInfoPropertyName = "CallSent")]
[JsonSerializable(typeof(CallEvent.Answered), TypeInfoPropertyName = "CallAnswered")]
[JsonSerializable(typeof(CallEvent.Failed), TypeInfoPropertyName = "CallFailed")]
[JsonSerializable(typeof(CallEvent.TimedOut), TypeInfoPropertyName = "CallTimedOut")]
[JsonSerializable(typeof(CallEvent.Expired), TypeInfoPropertyName = "CallExpired")]
[JsonSerializable(typeof(CallEvent.Cancelled), TypeInfoPropertyName = "CallCancelled")]
[JsonSerializable(typeof(CallEvent.TookEffect), TypeInfoPropertyName = "CallTookEffect")]
[JsonSerializable(typeof(CallEvent.HadNoEffect), TypeInfoPropertyName = "CallHadNoEffect")]
[JsonSerializable(typeof(ReservationEvent.Made), TypeInfoPropertyName = "ReservationMade")]
[JsonSerializable(typeof(ReservationEvent.Held), TypeInfoPropertyName = "ReservationHeld")]
[JsonSerializable(typeof(ReservationEvent.Used), TypeInfoPropertyName = "ReservationUsed")]
[JsonSerializable(typeof(ReservationEvent.PassedOver), TypeInfoPropertyName = "ReservationPassedOver")]
[JsonSerializable(typeof(ReservationEvent.Expired), TypeInfoPropertyName = "ReservationExpired")]
[JsonSerializable(typeof(ReservationEvent.Cancelled), TypeInfoPropertyName = "ReservationCancelled")]
[JsonSerializable(typeof(ReservationEvent.CancellationRejected), TypeInfoPropertyName = "ReservationCancellationRejected")]
[JsonSerializable(typeof(ReservationEvent.Terminated), TypeInfoPropertyName = "ReservationTerminated")]
[JsonSerializable(typeof(ReservationEvent.Replaced), TypeInfoPropertyName = "ReservationReplaced")]
[JsonSerializable(typeof(ChargePointProfilesEvent.Installed), TypeInfoPropertyName = "ChargingProfileInstalled")]
[JsonSerializable(typeof(ChargePointProfilesEvent.Cleared), TypeInfoPropertyName = "ChargingProfilesCleared")]
[JsonSerializable(typeof(ChargePointProfilesEvent.Ended), TypeInfoPropertyName = "ChargingProfilesEnded")]
[JsonSerializable(typeof(FileEvent.Received), TypeInfoPropertyName = "FileReceived")]
[JsonSerializable(typeof(FileEvent.Removed), TypeInfoPropertyName = "FileRemoved")]
[JsonSerializable(typeof(AuthorizationEvent.Decided), TypeInfoPropertyName = "AuthorizationDecided")]
[JsonSerializable(typeof(TariffEvent.Published), TypeInfoPropertyName = "TariffPublished")]
[JsonSerializable(typeof(TariffEvent.Withdrawn), TypeInfoPropertyName = "TariffWithdrawn")]
[JsonSerializable(typeof(ApiKeyEvent.Issued), TypeInfoPropertyName = "ApiKeyIssued")]
[JsonSerializable(typeof(ApiKeyEvent.Revoked), TypeInfoPropertyName = "ApiKeyRevoked")]
[JsonSerializable(typeof(UserEvent.Created), TypeInfoPropertyName = "UserCreated")]
[JsonSerializable(typeof(UserEvent.RoleChanged), TypeInfoPropertyName = "UserRoleChanged")]
[JsonSerializable(typeof(UserEvent.Disabled), TypeInfoPropertyName = "UserDisabled")]
[JsonSerializable(typeof(UserEvent.Enabled), TypeInfoPropertyName = "UserEnabled")]
[JsonSerializable(typeof(UserEvent.PasswordReplaced), TypeInfoPropertyName = "UserPasswordReplaced")]
[JsonSerializable(typeof(ChargePointEvent.CertificateNameDecided), TypeInfoPropertyName = "ChargePointCertificateNameDecided")]
[JsonSerializable(typeof(CertificateEvent.Issued), TypeInfoPropertyName = "CertificateIssued")]
[JsonSerializable(typeof(CertificateEvent.IssuingFailed), TypeInfoPropertyName = "CertificateIssuingFailed")]
[JsonSerializable(typeof(CertificateEvent.Accepted), TypeInfoPropertyName = "CertificateAccepted")]
[JsonSerializable(typeof(CertificateEvent.Rejected), TypeInfoPropertyName = "CertificateRejected")]
[JsonSerializable(typeof(CertificateEvent.Superseded), TypeInfoPropertyName = "CertificateSuperseded")]
[JsonSerializable(typeof(CertificateEvent.Revoked), TypeInfoPropertyName = "CertificateRevoked")]
[JsonSerializable(typeof(AssignmentEvent.Assigned), TypeInfoPropertyName = "TariffAssigned")]
[JsonSerializable(typeof(AssignmentEvent.Unassigned), TypeInfoPropertyName = "TariffUnassigned")]
[JsonSerializable(typeof(PlaceEvent.Described), TypeInfoPropertyName = "PlaceDescribed")]
[JsonSerializable(typeof(OutageExclusionEvent.Added), TypeInfoPropertyName = "OutageExclusionAdded")]
[JsonSerializable(typeof(OutageExclusionEvent.Withdrawn), TypeInfoPropertyName = "OutageExclusionWithdrawn")]
[JsonSerializable(typeof(BillEvent.Opened), TypeInfoPropertyName = "BillOpened")]
[JsonSerializable(typeof(BillEvent.Held), TypeInfoPropertyName = "BillHeld")]
[JsonSerializable(typeof(BillEvent.Ruled), TypeInfoPropertyName = "BillRuled")]
[JsonSerializable(typeof(BillEvent.Rerated), TypeInfoPropertyName = "BillRerated")]
[JsonSerializable(typeof(BillEvent.CdrIssued), TypeInfoPropertyName = "CdrIssued")]
[JsonSerializable(typeof(BillEvent.CdrCredited), TypeInfoPropertyName = "CdrCredited")]
[JsonSerializable(typeof(BillEvent.NothingBilled), TypeInfoPropertyName = "NothingBilled")]
[JsonSerializable(typeof(ReRatingEvent.Requested), TypeInfoPropertyName = "ReRatingRequested")]
[JsonSerializable(typeof(ReRatingEvent.Confirmed), TypeInfoPropertyName = "ReRatingConfirmed")]
[JsonSerializable(typeof(ReRatingEvent.Completed), TypeInfoPropertyName = "ReRatingCompleted")]
internal sealed partial class StoredEventsJson : JsonSerializerContext;
