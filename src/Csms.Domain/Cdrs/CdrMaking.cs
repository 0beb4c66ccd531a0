using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Cdrs;

/// <summary>From a priced session to its CDR. OCPI's numbers have four decimals.</summary>
internal static class CdrMaking
{
    public static Cdr Of(CdrSubject subject, PricedSession session)
    {
        if (session.Periods.Count == 0) throw new ArgumentException("A session without periods has no CDR.", nameof(session));
        var (first, last) = (session.Periods[0], session.Periods[^1]);
        var tariff = subject.Tariff.Tariff ?? throw new ArgumentException("A withdrawal prices nothing.", nameof(subject));
        var charged = session.Periods.Where(period => !IsReservation(period)).ToArray();
        var parking = charged.Where(period => period.Counts == TimeCountsAs.ParkingTime).ToArray();
        return new(
            subject.CountryCode,
            subject.PartyId,
            subject.Id,
            first.Start,
            last.End,
            subject.Token,
            subject.AuthMethod,
            subject.Location,
            session.Currency,
            [.. session.Periods.Select(period => new ChargingPeriod(period.Start, [.. Dimensions(period)], period.Prices.Count > 0 ? tariff.Id : null))],
            session.Total,
            Decimals(charged.Sum(period => period.Wh) / 1000),
            Hours(charged),
            subject.LastUpdated,
            subject.SessionId,
            subject.AuthorizationReference,
            subject.MeterId,
            [tariff with { CountryCode = subject.CountryCode, PartyId = subject.PartyId, LastUpdated = subject.Tariff.InForceFrom }],
            Decimals(session.CostOf(TariffDimensionType.Flat)),
            Decimals(session.CostOf(TariffDimensionType.Energy)),
            Decimals(session.CostOf(TariffDimensionType.Time)),
            parking.Length > 0 ? Hours(parking) : null,
            Decimals(session.CostOf(TariffDimensionType.ParkingTime)),
            Decimals(session.ReservationCost),
            subject.Remark);
    }

    public static Price? Negated(Price? price) => price is null ? null : new(-price.ExclVat, -price.InclVat);

    // Time that is billed as nothing has no dimension; a period needs one.
    private static IEnumerable<CdrDimension> Dimensions(PricedPeriod period)
    {
        var hours = Hours([period]);
        if (period.Wh > 0 || period.Counts == TimeCountsAs.Nothing) yield return new(CdrDimensionType.Energy, Decimals(period.Wh / 1000));
        if (period.Counts == TimeCountsAs.Time) yield return new(CdrDimensionType.Time, hours);
        if (period.Counts == TimeCountsAs.ParkingTime) yield return new(CdrDimensionType.ParkingTime, hours);
        if (IsReservation(period)) yield return new(CdrDimensionType.ReservationTime, hours);
    }

    private static bool IsReservation(PricedPeriod period) => period.Counts is TimeCountsAs.Reservation or TimeCountsAs.ExpiredReservation;

    private static decimal Hours(IEnumerable<PricedPeriod> periods) =>
        Decimals((decimal)periods.Sum(period => (period.End - period.Start).Ticks) / TimeSpan.TicksPerHour);

    private static decimal Decimals(decimal number) => decimal.Round(number, 4, MidpointRounding.AwayFromZero);

    private static Price? Decimals(Price? price) =>
        price is null ? null : new(Decimals(price.ExclVat), price.InclVat is { } incl ? Decimals(incl) : null);
}
