using Csms.Domain.Tokens;

namespace Csms.Domain.Transactions;

/// <summary>What a charge point reports about a transaction: facts, never refused, and idempotent by content.</summary>
public abstract record TransactionCommand
{
    private TransactionCommand()
    {
    }

    /// <summary>StartTransaction. Belongs to the stream that <see cref="Transaction.IdentityOf"/> names.</summary>
    /// <param name="TransactionId">The number it gets unless it has one already.</param>
    /// <param name="Authorization">What the token is worth at this moment.</param>
    /// <param name="TokenIsKnown">Whether the token is registered.</param>
    /// <param name="ConnectorHasOpenTransaction">Whether another transaction on the connector has not stopped yet.</param>
    /// <param name="ReceivedAt">Our clock.</param>
    /// <param name="Reason">Why the token is worth that.</param>
    /// <param name="ConnectorAssumed">It named connector 0, and <paramref name="ConnectorId"/> is the only one there is.</param>
    public sealed record ReportStart(
        int TransactionId,
        string ChargePointId,
        int ConnectorId,
        Guid TokenId,
        long MeterStart,
        DateTimeOffset Timestamp,
        AuthorizationStatus Authorization,
        bool TokenIsKnown,
        bool ConnectorHasOpenTransaction,
        DateTimeOffset ReceivedAt,
        int? ReservationId = null,
        AuthorizationReason? Reason = null,
        bool ConnectorAssumed = false) : TransactionCommand;

    /// <summary>MeterValues. Readings that are stored already are left out.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    /// <param name="TransactionAssumed">They named no transaction, or one nobody knows.</param>
    public sealed record ReportMeterValues(
        int ConnectorId,
        IReadOnlyList<MeterReading> Readings,
        DateTimeOffset ReceivedAt,
        bool TransactionAssumed = false) : TransactionCommand;

    /// <summary>StopTransaction.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    /// <param name="TransactionAssumed">It named no transaction there could be.</param>
    /// <param name="ReasonText">The reason as the charge point wrote it, when OCPP has no such word.</param>
    public sealed record ReportStop(
        long MeterStop,
        DateTimeOffset Timestamp,
        StopReason Reason,
        DateTimeOffset ReceivedAt,
        Guid? TokenId = null,
        IReadOnlyList<MeterReading>? TransactionData = null,
        bool TransactionAssumed = false,
        string? ReasonText = null) : TransactionCommand;

    /// <summary>A later transaction started on its connector, so that it must have ended without a word.</summary>
    /// <param name="By">The number of the later one.</param>
    public sealed record ReportSupersession(int By) : TransactionCommand;

    /// <summary>The policy for transactions without a stop finds that it is over.</summary>
    /// <param name="Reason">What shows it.</param>
    /// <param name="AfterReports">How many reports of meter values that was judged by; one more, and it is judged anew.</param>
    /// <param name="Billed">The policy bills what was read.</param>
    public sealed record ReportClosing(ClosingReason Reason, int AfterReports, bool Billed) : TransactionCommand;
}
