using Csms.Domain.Bills;
using Csms.Domain.Cdrs;
using Csms.ReadModels.Rows;
using static Csms.Domain.Bills.BillEvent;

namespace Csms.ReadModels.Cdrs;

/// <summary>A row per CDR. A credit concerns two of them: its own, and that of what it takes back.</summary>
internal sealed class CdrProjection(FoldMode mode, int? most = null) : RowProjection<string, CdrRow>(CdrTable.Rows, "cdr_id", mode, most)
{
    public static ReadModel ReadModel { get; } = new(
        "cdrs",
        3,
        ["cdrs"],
        [typeof(Held), typeof(Ruled), typeof(CdrIssued), typeof(CdrCredited), typeof(NothingBilled)],
        mode => new CdrProjection(mode));

    protected override bool Concerns(object recorded) => recorded is Held or Ruled or CdrIssued or CdrCredited or NothingBilled { CdrId: not null };

    protected override string KeyOf(FeedEvent recorded) => recorded.Event switch
    {
        Held e => e.CdrId,
        Ruled e => e.CdrId,
        CdrIssued e => e.Cdr.Id,
        CdrCredited e => e.Cdr.Id,
        NothingBilled e => e.CdrId!,
        var other => throw new ArgumentException(other.ToString(), nameof(recorded)),
    };

    protected override string KeyOf(CdrRow row) => row.CdrId;

    protected override CdrRow? Evolve(CdrRow? row, FeedEvent recorded) => recorded.Event switch
    {
        Held e => Row(e, recorded),
        CdrIssued e => Row(e.Session, e.Cdr, e.TariffVersion, "issued", recorded) with { Flags = e.Flags ?? [], FreeOfCharge = e.FreeOfCharge, RuledBy = row?.RuledBy },
        CdrCredited e => Row(e.Session, e.Cdr, e.TariffVersion, "credit", recorded),
        Ruled e when row is not null => row with { RuledBy = e.By },
        NothingBilled when row is not null => row with { State = "nothing" },
        _ => row,
    };

    protected override IReadOnlyList<string> OthersOf(FeedEvent recorded) => recorded.Event is CdrCredited { Cdr.CreditReferenceId: { } takenBack } ? [takenBack] : [];

    protected override CdrRow EvolveOther(CdrRow row, FeedEvent recorded) => row with { State = "credited", CreditedBy = ((CdrCredited)recorded.Event).Cdr.Id };

    private static CdrRow Row(BilledSession session, Cdr cdr, int tariffVersion, string state, FeedEvent recorded) => new(
        cdr.Id,
        session.Id,
        session.TransactionId,
        session.ChargePointId,
        session.ConnectorId,
        session.TokenId,
        state,
        cdr.CreditReferenceId,
        CreditedBy: null,
        cdr.Tariffs is [{ Id: var tariff }, ..] ? tariff : string.Empty,
        tariffVersion,
        cdr.Currency,
        cdr.StartDateTime.ToStored(),
        cdr.EndDateTime.ToStored(),
        cdr.TotalEnergy,
        cdr.TotalTime,
        cdr.TotalParkingTime,
        cdr.TotalCost.ExclVat,
        cdr.TotalCost.InclVat,
        cdr.TotalFixedCost?.ExclVat,
        cdr.TotalEnergyCost?.ExclVat,
        cdr.TotalTimeCost?.ExclVat,
        cdr.TotalParkingCost?.ExclVat,
        cdr.TotalReservationCost?.ExclVat,
        [],
        FreeOfCharge: tariffVersion == 0,
        RuledBy: null,
        recorded.RecordedAt);

    private static CdrRow Row(Held e, FeedEvent recorded) => new(
        e.CdrId,
        e.Session.Id,
        e.Session.TransactionId,
        e.Session.ChargePointId,
        e.Session.ConnectorId,
        e.Session.TokenId,
        "held",
        null,
        null,
        e.Tariff,
        e.TariffVersion,
        null,
        e.StartedAt.ToStored(),
        null,
        e.Wh / 1000m,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        e.Flags,
        FreeOfCharge: e.TariffVersion == 0,
        RuledBy: null,
        recorded.RecordedAt);
}
