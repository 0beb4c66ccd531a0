using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Transactions.TransactionCommand;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.Domain.Tests.Transactions;

public abstract class TransactionSpecification()
    : Specification<TransactionCommand, TransactionEvent, Transaction>(Transaction.Initial, (state, e) => state.Evolve(e), TransactionDecider.Decide)
{
    private protected static readonly Guid Card = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private protected static readonly Guid OtherCard = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");

    private protected static readonly ReportStart Start = new(
        TransactionId: 7,
        ChargePointId: "CP-1",
        ConnectorId: 1,
        TokenId: Card,
        MeterStart: 1000,
        Timestamp: At("2026-03-01 10:00"),
        Authorization: AuthorizationStatus.Accepted,
        TokenIsKnown: true,
        ConnectorHasOpenTransaction: false,
        ReceivedAt: At("2026-03-01 10:00:01"));

    private protected static readonly Started HasStarted =
        new(7, "CP-1", 1, Card, 1000, At("2026-03-01 10:00"), AuthorizationStatus.Accepted);

    private protected static readonly ReportStop Stop =
        new(4200, At("2026-03-01 11:00"), StopReason.EVDisconnected, At("2026-03-01 11:00:01"), Card);

    private protected static readonly Stopped HasStopped = new(4200, At("2026-03-01 11:00"), StopReason.EVDisconnected, Card);

    private protected static MeterReading Reading(string time, string value, string? unit = null) =>
        new(At("2026-03-01 " + time), [new Sample(value, Unit: unit)]);

    private protected static ReportMeterValues Values(params MeterReading[] readings) => new(1, readings, At("2026-03-01 12:00"));
}
