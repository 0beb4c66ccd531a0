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
        AuthorizationReason? Reason = null) : TransactionCommand;

    /// <summary>MeterValues. Readings that are stored already are left out.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    public sealed record ReportMeterValues(
        int ConnectorId,
        IReadOnlyList<MeterReading> Readings,
        DateTimeOffset ReceivedAt) : TransactionCommand;

    /// <summary>StopTransaction.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    public sealed record ReportStop(
        long MeterStop,
        DateTimeOffset Timestamp,
        StopReason Reason,
        DateTimeOffset ReceivedAt,
        Guid? TokenId = null,
        IReadOnlyList<MeterReading>? TransactionData = null) : TransactionCommand;
}
