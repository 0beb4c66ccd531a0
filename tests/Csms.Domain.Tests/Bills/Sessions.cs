using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Bills;

/// <summary>A session as a charge point tells it, and what it is priced by.</summary>
internal static class Telling
{
    public static readonly BilledSession Session = new(new("5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f"), 7, "CP-1", 1, new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f"));

    public static readonly DateTimeOffset Now = At("2026-03-01 13:00");

    public static BillTerms Terms(Tariff tariff, string zone = "UTC") => new(
        new(1, At("2026-01-01"), tariff),
        zone,
        RoundingPolicy.PerTotal,
        IdlePolicy.Default,
        "DE",
        "ABC",
        new("LOC1", "Am Weg 1", "Köln", "DEU", new("50.938361", "6.959974"), "CP-1", "DE*ABC*E1", "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE"),
        "ChargePoint");

    public static object Starts(string at, long meter = 1000) => new TransactionEvent.Started(7, "CP-1", 1, Session.TokenId, meter, At($"2026-03-01 {at}"), AuthorizationStatus.Accepted);

    public static object Reads(string at, long register) =>
        new TransactionEvent.MeterValuesReported(1, [new(At($"2026-03-01 {at}"), [new($"{register}")])]);

    public static object Stops(string at, long meter, StopReason reason = StopReason.Local) => new TransactionEvent.Stopped(meter, At($"2026-03-01 {at}"), reason);

    public static object Tells(string at, ConnectorStatus status) => new ChargePointEvent.ConnectorStatusReported(1, status, "NoError", At($"2026-03-01 {at}"));

    public static SessionFacts Facts(params object[] events)
    {
        var received = At("2026-03-01 12:59");
        var reported = events.Select((e, i) => (Sequence: i + 1L, Event: e)).ToArray();
        return new(
            [.. reported.Where(e => e.Event is TransactionEvent).Select(e => new Reported<TransactionEvent>(e.Sequence, received, (TransactionEvent)e.Event))],
            [
                .. reported.Where(e => e.Event is ChargePointEvent.ConnectorStatusReported)
                    .Select(e => new Reported<ChargePointEvent.ConnectorStatusReported>(e.Sequence, received, (ChargePointEvent.ConnectorStatusReported)e.Event)),
            ]);
    }
}
