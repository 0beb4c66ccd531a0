using System.Text.Json;

namespace Csms.ReadModels.ChargingProfiles;

/// <summary>A charging profile that a charge point took on.</summary>
/// <param name="CallId">The call that brought it.</param>
/// <param name="ConnectorId">0: the charge point, or all connectors.</param>
/// <param name="ProfileId">OCPP's chargingProfileId.</param>
/// <param name="Profile">All of it, as in the event.</param>
/// <param name="Status">installed or removed.</param>
/// <param name="RemovalReason">replaced, cleared or transaction_ended.</param>
/// <param name="RemovedByCallId">The call that replaced or cleared it.</param>
public sealed record ChargingProfileRow(
    Guid CallId,
    string ChargePointId,
    int ConnectorId,
    int ProfileId,
    string Purpose,
    int StackLevel,
    string Kind,
    int? TransactionId,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo,
    JsonElement Profile,
    string Status,
    DateTimeOffset InstalledAt,
    DateTimeOffset? RemovedAt = null,
    string? RemovalReason = null,
    Guid? RemovedByCallId = null) : ReadModelRow;
