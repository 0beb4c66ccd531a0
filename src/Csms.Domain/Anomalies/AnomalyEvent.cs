namespace Csms.Domain.Anomalies;

/// <summary>What happened to an anomaly. Stream <c>anomaly-{uuid}</c>.</summary>
public abstract record AnomalyEvent
{
    private AnomalyEvent()
    {
    }

    /// <summary>Something in the record is doubtful. Found again when something new became known of it, and open again then.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="ChargePointId">Whose.</param>
    /// <param name="Source">Place in the feed of what shows it.</param>
    /// <param name="Suggestion">What would put it right; null: a person has to say.</param>
    /// <param name="ConnectorId">Where.</param>
    /// <param name="TransactionId">OCPP's number of the transaction, as far as it concerns one.</param>
    /// <param name="Session">The uuid of that transaction and its bill.</param>
    /// <param name="TokenId">Pseudonym of the idTag.</param>
    /// <param name="Flags">What was noticed: names of <see cref="Anomaly"/>, or flags of the bill.</param>
    /// <param name="Wh">Provisional energy of a bill that is held.</param>
    /// <param name="CdrId">The id that its CDR will have.</param>
    /// <param name="CallId">The call that had no effect.</param>
    public sealed record Found(
        AnomalyKind Kind,
        string ChargePointId,
        long Source,
        AnomalyRepair? Suggestion = null,
        int? ConnectorId = null,
        int? TransactionId = null,
        Guid? Session = null,
        Guid? TokenId = null,
        IReadOnlyList<string>? Flags = null,
        long? Wh = null,
        string? CdrId = null,
        Guid? CallId = null) : AnomalyEvent;

    /// <summary>It is none any more: what was missing came, or its bill was released.</summary>
    /// <param name="Source">Place in the feed of what shows that.</param>
    public sealed record Resolved(long Source) : AnomalyEvent;

    /// <summary>An operator agreed to the suggestion. It is carried out after this.</summary>
    /// <param name="Repair">What was suggested.</param>
    /// <param name="By">Who decided, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record Accepted(AnomalyRepair Repair, string By, string Reason) : AnomalyEvent;

    /// <summary>An operator decided on something else. It is carried out after this.</summary>
    /// <param name="Repair">What is done in place of what was suggested.</param>
    /// <param name="By">Who decided, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record Overridden(AnomalyRepair Repair, string By, string Reason) : AnomalyEvent;
}
