using System.Text.Json;

namespace Csms.ReadModels.Anomalies;

/// <summary>Something doubtful in the record, and what was decided about it.</summary>
/// <param name="Kind">A name of <see cref="Domain.Anomalies.AnomalyKind"/>, as is <paramref name="Severity"/> of its severities.</param>
/// <param name="State">open, accepted, overridden or resolved (by itself).</param>
/// <param name="TransactionId">OCPP's number.</param>
/// <param name="Session">The uuid of the transaction.</param>
/// <param name="Flags">What was noticed.</param>
/// <param name="EnergyWh">Provisional energy of a bill that is held.</param>
/// <param name="Suggestion">What would put it right; null: a person has to say.</param>
/// <param name="Repair">What was decided; null while nothing is.</param>
/// <param name="Source">Place in the feed of what showed it last.</param>
/// <param name="DetectedAt">When it was found first, by the server's clock.</param>
/// <param name="EndedAt">When it was decided, or resolved by itself.</param>
public sealed record AnomalyRow(
    Guid Id,
    string Kind,
    string Severity,
    string State,
    string ChargePointId,
    int? ConnectorId,
    int? TransactionId,
    Guid? Session,
    Guid? TokenId,
    string? CdrId,
    Guid? CallId,
    IReadOnlyList<string> Flags,
    long? EnergyWh,
    JsonElement? Suggestion,
    JsonElement? Repair,
    string? DecidedBy,
    string? Reason,
    long Source,
    DateTimeOffset DetectedAt,
    DateTimeOffset? EndedAt) : ReadModelRow;
