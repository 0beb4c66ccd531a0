using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

/// <summary>An event as the store keeps it.</summary>
/// <param name="Type">The stored name, e.g. <c>transaction_started</c>.</param>
/// <param name="DotNetType"><c>Full.Type.Name, Assembly</c>, as Marten wants it.</param>
/// <param name="Data">JSON in UTF-8: camelCase, enumerations as strings, nulls left out, acceptable as jsonb.</param>
public sealed record StoredEvent(string Type, string DotNetType, byte[] Data);

/// <summary>The stored names of events and their JSON: a storage format for ever. Changes are additive; an old shape gets an upcaster.</summary>
public static class StoredEvents
{
    private static readonly StoredEventsJson Json = new(new JsonSerializerOptions(StoredEventsJson.Default.Options)
    {
        // Stored as jsonb and served as JSON, never inside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Every event this program knows, by its stored name.</summary>
    public static IReadOnlyList<(string Type, Type ClrType)> All { get; } =
    [
        ("charge_point_registered", typeof(ChargePointEvent.Registered)),
        ("charge_point_settings_changed", typeof(ChargePointEvent.SettingsChanged)),
        ("charge_point_configuration_desired", typeof(ChargePointEvent.ConfigurationDesired)),
        ("charge_point_password_replaced", typeof(ChargePointEvent.PasswordReplaced)),
        ("charge_point_removed", typeof(ChargePointEvent.Removed)),
        ("charge_point_connected", typeof(ChargePointEvent.Connected)),
        ("charge_point_disconnected", typeof(ChargePointEvent.Disconnected)),
        ("charge_point_booted", typeof(ChargePointEvent.Booted)),
        ("connector_status_reported", typeof(ChargePointEvent.ConnectorStatusReported)),
        ("meter_values_reported", typeof(ChargePointEvent.MeterValuesReported)),
        ("unknown_transaction_stopped", typeof(ChargePointEvent.UnknownTransactionStopped)),
        ("data_transferred", typeof(ChargePointEvent.DataTransferred)),
        ("diagnostics_status_reported", typeof(ChargePointEvent.DiagnosticsStatusReported)),
        ("firmware_status_reported", typeof(ChargePointEvent.FirmwareStatusReported)),
        ("log_status_reported", typeof(ChargePointEvent.LogStatusReported)),
        ("signed_firmware_status_reported", typeof(ChargePointEvent.SignedFirmwareStatusReported)),
        ("security_event_reported", typeof(ChargePointEvent.SecurityEventReported)),
        ("certificate_signing_requested", typeof(ChargePointEvent.CertificateSigningRequested)),
        ("transaction_started", typeof(TransactionEvent.Started)),
        ("transaction_meter_values_reported", typeof(TransactionEvent.MeterValuesReported)),
        ("transaction_stopped", typeof(TransactionEvent.Stopped)),
        ("transaction_stop_repeated_differently", typeof(TransactionEvent.StopRepeatedDifferently)),
        ("transaction_superseded", typeof(TransactionEvent.Superseded)),
        ("token_registered", typeof(TokenEvent.Registered)),
        ("token_changed", typeof(TokenEvent.Changed)),
        ("token_removed", typeof(TokenEvent.Removed)),
        ("call_requested", typeof(CallEvent.Requested)),
        ("call_sent", typeof(CallEvent.Sent)),
        ("call_answered", typeof(CallEvent.Answered)),
        ("call_failed", typeof(CallEvent.Failed)),
        ("call_timed_out", typeof(CallEvent.TimedOut)),
        ("call_expired", typeof(CallEvent.Expired)),
        ("call_cancelled", typeof(CallEvent.Cancelled)),
        ("call_took_effect", typeof(CallEvent.TookEffect)),
        ("call_had_no_effect", typeof(CallEvent.HadNoEffect)),
        ("reservation_made", typeof(ReservationEvent.Made)),
        ("reservation_held", typeof(ReservationEvent.Held)),
        ("reservation_used", typeof(ReservationEvent.Used)),
        ("reservation_passed_over", typeof(ReservationEvent.PassedOver)),
        ("reservation_expired", typeof(ReservationEvent.Expired)),
        ("reservation_cancelled", typeof(ReservationEvent.Cancelled)),
        ("reservation_cancellation_rejected", typeof(ReservationEvent.CancellationRejected)),
        ("reservation_terminated", typeof(ReservationEvent.Terminated)),
        ("reservation_replaced", typeof(ReservationEvent.Replaced)),
        ("charging_profile_installed", typeof(ChargePointProfilesEvent.Installed)),
        ("charging_profiles_cleared", typeof(ChargePointProfilesEvent.Cleared)),
        ("charging_profiles_ended", typeof(ChargePointProfilesEvent.Ended)),
        ("file_received", typeof(FileEvent.Received)),
        ("file_removed", typeof(FileEvent.Removed)),
        ("authorization_decided", typeof(AuthorizationEvent.Decided)),
        ("tariff_published", typeof(TariffEvent.Published)),
        ("tariff_withdrawn", typeof(TariffEvent.Withdrawn)),
        ("token_forgotten", typeof(TokenEvent.Forgotten)),
        ("api_key_issued", typeof(ApiKeyEvent.Issued)),
        ("api_key_revoked", typeof(ApiKeyEvent.Revoked)),
        ("user_created", typeof(UserEvent.Created)),
        ("user_role_changed", typeof(UserEvent.RoleChanged)),
        ("user_disabled", typeof(UserEvent.Disabled)),
        ("user_enabled", typeof(UserEvent.Enabled)),
        ("user_password_replaced", typeof(UserEvent.PasswordReplaced)),
        ("charge_point_certificate_name_decided", typeof(ChargePointEvent.CertificateNameDecided)),
        ("certificate_issued", typeof(CertificateEvent.Issued)),
        ("certificate_issuing_failed", typeof(CertificateEvent.IssuingFailed)),
        ("certificate_accepted", typeof(CertificateEvent.Accepted)),
        ("certificate_rejected", typeof(CertificateEvent.Rejected)),
        ("certificate_superseded", typeof(CertificateEvent.Superseded)),
        ("certificate_revoked", typeof(CertificateEvent.Revoked)),
        ("charge_point_profile_raise_requested", typeof(ChargePointEvent.ProfileRaiseRequested)),
        ("charge_point_profile_raise_ended", typeof(ChargePointEvent.ProfileRaiseEnded)),
        ("charge_point_profile_raised", typeof(ChargePointEvent.ProfileRaised)),
        ("connection_refused", typeof(ChargePointEvent.ConnectionRefused)),
        ("handshakes_refused", typeof(EntranceEvent.HandshakesRefused)),
        ("security_alarm_raised", typeof(SecurityAlarmEvent.Raised)),
        ("security_alarm_acknowledged", typeof(SecurityAlarmEvent.Acknowledged)),
        ("tariff_assigned", typeof(AssignmentEvent.Assigned)),
        ("tariff_unassigned", typeof(AssignmentEvent.Unassigned)),
        ("place_described", typeof(PlaceEvent.Described)),
        ("bill_opened", typeof(BillEvent.Opened)),
        ("bill_held", typeof(BillEvent.Held)),
        ("bill_ruled", typeof(BillEvent.Ruled)),
        ("bill_rerated", typeof(BillEvent.Rerated)),
        ("cdr_issued", typeof(BillEvent.CdrIssued)),
        ("cdr_credited", typeof(BillEvent.CdrCredited)),
        ("nothing_billed", typeof(BillEvent.NothingBilled)),
        ("re_rating_requested", typeof(ReRatingEvent.Requested)),
        ("re_rating_confirmed", typeof(ReRatingEvent.Confirmed)),
        ("re_rating_completed", typeof(ReRatingEvent.Completed)),
        ("outage_exclusion_added", typeof(OutageExclusionEvent.Added)),
        ("outage_exclusion_withdrawn", typeof(OutageExclusionEvent.Withdrawn)),
        ("transaction_closed_by_policy", typeof(TransactionEvent.ClosedByPolicy)),
        ("anomaly_found", typeof(AnomalyEvent.Found)),
        ("anomaly_resolved", typeof(AnomalyEvent.Resolved)),
        ("anomaly_accepted", typeof(AnomalyEvent.Accepted)),
        ("anomaly_overridden", typeof(AnomalyEvent.Overridden)),
    ];

    private static readonly Shape[] Shapes = [.. All.Select(e => new Shape(e.Type, e.ClrType, Json.GetTypeInfo(e.ClrType)!))];
    private static readonly FrozenDictionary<string, Shape> ByName = Shapes.ToFrozenDictionary(shape => shape.Name);
    private static readonly FrozenDictionary<Type, Shape> ByClrType = Shapes.ToFrozenDictionary(shape => shape.ClrType);

    /// <summary>What to store for an event.</summary>
    public static StoredEvent Write(object domainEvent)
    {
        if (!ByClrType.TryGetValue(domainEvent.GetType(), out var shape))
            throw new ArgumentException($"{domainEvent.GetType()} has no stored name.", nameof(domainEvent));

        var data = JsonSerializer.SerializeToUtf8Bytes(domainEvent, shape.Json);
        JsonbText.MakeAcceptable(data);
        return new(shape.Name, shape.DotNetType, data);
    }

    /// <summary>The event that was stored, or null for a type this program does not know. Members it does not know are passed over.</summary>
    /// <exception cref="JsonException">The data is not of the shape its type names.</exception>
    public static object? Read(string type, ReadOnlySpan<byte> data) =>
        ByName.TryGetValue(type, out var shape) ? JsonSerializer.Deserialize(data, shape.Json) : null;

    /// <summary>The event that was stored.</summary>
    /// <exception cref="JsonException">The data is not of that shape.</exception>
    /// <exception cref="KeyNotFoundException">No event is of that type.</exception>
    public static object Read(Type clrType, ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize(data, ByClrType[clrType].Json) ?? throw new JsonException($"No {clrType} is stored as null.");

    private sealed record Shape(string Name, Type ClrType, JsonTypeInfo Json)
    {
        public string DotNetType { get; } = $"{ClrType.FullName}, {ClrType.Assembly.GetName().Name}";
    }
}
