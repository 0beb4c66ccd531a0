using System.Diagnostics;
using Csms.Domain.Cdrs;
using static Csms.Domain.Bills.BillCommand;
using static Csms.Domain.Bills.BillEvent;

namespace Csms.Domain.Bills;

/// <summary>The rules of a bill. A CDR is never changed: what becomes known later is a credit and another CDR.</summary>
public static class BillDecider
{
    private const string FreeOfCharge = "Free of charge: no tariff was assigned when the session started.";
    private static readonly Rejection CdrNotFound = new("cdr_not_found", "This session has no such CDR.");
    private static readonly Rejection CdrReplaced = new("cdr_replaced", "Another CDR was made since, or it was taken back. Look at the newest one.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<BillEvent> Decide(BillCommand command, Bill state) => (command, state) switch
    {
        (ReportStart s, { Session: null }) => [new Opened(s.Session, s.Terms)],
        (ReportStart, _) => [],

        (ReportSession, { Session: null }) => throw new UnreachableException("Terms are frozen first."),
        (ReportSession r, _) => Session(r, state),

        (RequestRuling or RequestRerating, { Session: null }) => CdrNotFound,
        (RequestRuling r, { Hold: { } hold }) when hold.CdrId == r.CdrId =>
            [new Ruled(r.CdrId, hold.Flags, hold.Wh, r.Wh ?? hold.Wh, r.By, r.Reason, r.StoppedAt, r.KnownUpTo)],
        (RequestRuling { Wh: { } wh } r, { Current: { } current }) when current.Cdr.Id == r.CdrId => Corrected(r, wh, current, state),
        (RequestRuling, _) => CdrReplaced,

        (RequestRerating r, _) when state.ReRating == r.ReRating => [],
        (RequestRerating r, { Current.Cdr.Id: { } id }) when id == r.CdrId => [new Rerated(r.CdrId, r.Tariff, r.ReRating, r.By, r.Reason)],
        (RequestRerating, _) => CdrReplaced,

        _ => throw new UnreachableException($"{command} is no command to a bill."),
    };

    private static Decision<BillEvent> Session(ReportSession report, Bill state)
    {
        // Somebody else who knew more was faster.
        if (report.Facts.Sequences[^1] < (state.Current?.Sources ?? state.Hold?.Sources ?? [0])[^1]) return [];
        var assessment = state.Assess(report.Facts, report.Now);
        if (!assessment.IsOver || assessment.AwaitsDeparture) return [];
        if (assessment.Holding.Count > 0) return Held(report, state, assessment);
        if (assessment.IsNothing) return Nothing(report, state);
        return Issued(report, state, assessment);
    }

    private static Decision<BillEvent> Corrected(RequestRuling r, long wh, CdrIssued current, Bill state)
    {
        var billed = (long)(current.Cdr.TotalEnergy * 1000);
        if (billed == wh) return [];
        var (measured, flags) = state.Ruling is { } last && last.BilledWh == billed ? (last.MeasuredWh, last.Flags) : (billed, []);
        // Who corrects the energy leaves the end as it was decided.
        var stoppedAt = state.Ruling?.StoppedAt is { } end && end == current.Cdr.EndDateTime ? end : (DateTimeOffset?)null;
        return [new Ruled(r.CdrId, flags, measured, wh, r.By, r.Reason, stoppedAt, r.KnownUpTo)];
    }

    private static Decision<BillEvent> Held(ReportSession report, Bill state, Assessment assessment)
    {
        if (state.Hold is { } hold && hold.Wh == assessment.Wh && hold.Flags.SequenceEqual(assessment.Holding)) return [];
        var tariff = state.Terms!.Tariff;
        return
        [
            new Held(
                state.Session!,
                state.Hold?.CdrId ?? state.NextCdrId,
                tariff.Tariff!.Id,
                tariff.Number,
                assessment.Holding,
                assessment.Wh,
                assessment.IsNothing ? report.Facts.Start.Timestamp : assessment.Session.Periods[0].Start,
                report.Facts.Sequences),
        ];
    }

    private static Decision<BillEvent> Nothing(ReportSession report, Bill state)
    {
        if (state.Current is { } current) return [Credit(current, state, report.Now), new NothingBilled(state.Hold?.CdrId)];
        return state.IsNothing ? [] : [new NothingBilled(state.Hold?.CdrId)];
    }

    private static Decision<BillEvent> Issued(ReportSession report, Bill state, Assessment assessment)
    {
        var issued = Made(report, state, assessment);
        if (state.Current is not { } current) return [issued];
        if (state.Hold is null && IsSame(current, issued)) return [];
        return [Credit(current, state, report.Now), issued];
    }

    private static bool IsSame(CdrIssued one, CdrIssued other) => one.TariffVersion == other.TariffVersion && one.Cdr.BillsTheSameAs(other.Cdr);

    private static CdrCredited Credit(CdrIssued current, Bill state, DateTimeOffset now) => new(state.Session!, current.Cdr.Reversed(now), current.TariffVersion);

    private static CdrIssued Made(ReportSession report, Bill state, Assessment assessment)
    {
        var (session, terms) = (state.Session!, state.Terms!);
        var isFree = terms.AssignedBy is null;
        var pseudonym = session.TokenId.ToString("D");
        var subject = new CdrSubject(
            terms.CountryCode,
            terms.PartyId,
            state.Hold?.CdrId ?? state.NextCdrId,
            new(terms.CountryCode, terms.PartyId, pseudonym, "RFID", pseudonym),
            AuthMethod.Whitelist,
            terms.Location,
            terms.Tariff,
            report.Now,
            session.Id.ToString("D"),
            Remark: isFree ? FreeOfCharge : null);
        return new(
            session,
            Cdr.Of(subject, assessment.Session),
            terms.Tariff.Number,
            assessment.Session,
            report.Facts.Sequences,
            assessment.Flags.Count > 0 ? assessment.Flags : null,
            isFree);
    }
}
