using Csms.EventStore;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.Connectors;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Transactions;

namespace Csms.ReadModels.Rows;

/// <summary>Rows as they once were: folded from some of a stream's events by the same rules as the tables, which only know the present.</summary>
public static class PastRows
{
    /// <summary>Null while the transaction has not begun.</summary>
    public static TransactionRow? OfTransaction(IReadOnlyList<RecordedEvent> events) =>
        new TransactionProjection(FoldMode.Following).Fold(EventDecoder.Decode(events));

    /// <summary>Null while the charge point is not registered, or when it was removed.</summary>
    public static ChargePointRow? OfChargePoint(IReadOnlyList<RecordedEvent> events) =>
        new ChargePointProjection(FoldMode.Following).Fold(EventDecoder.Decode(events)) is { RemovedAt: null } row ? row : null;

    /// <summary>By number.</summary>
    public static IReadOnlyList<ConnectorRow> OfConnectors(IReadOnlyList<RecordedEvent> events) => ConnectorProjection.Fold(EventDecoder.Decode(events));
}
