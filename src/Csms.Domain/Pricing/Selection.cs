using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using static Csms.Domain.Tariffs.ReservationRestrictionType;

namespace Csms.Domain.Pricing;

/// <summary>A price component that applies, and the element it is of.</summary>
internal sealed record Pick(int ElementIndex, PriceComponent Component, bool IsReservation);

/// <summary>Which prices apply in a slice: for each dimension the first element in order that has it and whose restrictions hold; none: no cost.</summary>
internal sealed record Selection(Pick? Energy, Pick? Time, Pick? Flat)
{
    public static Selection Of(Tariff tariff, Slice slice)
    {
        return slice.Period.Counts switch
        {
            TimeCountsAs.Time => new(First(TariffDimensionType.Energy), First(TariffDimensionType.Time), First(TariffDimensionType.Flat)),
            TimeCountsAs.ParkingTime => new(First(TariffDimensionType.Energy), First(TariffDimensionType.ParkingTime), First(TariffDimensionType.Flat)),
            TimeCountsAs.Reservation => new(null, First(TariffDimensionType.Time, Reservation), First(TariffDimensionType.Flat, Reservation)),
            TimeCountsAs.ExpiredReservation => new(null, OfExpired(TariffDimensionType.Time), OfExpired(TariffDimensionType.Flat)),
            _ => new(First(TariffDimensionType.Energy), null, First(TariffDimensionType.Flat)),
        };

        // What is priced for expired reservations replaces what is priced for any, dimension by dimension.
        Pick? OfExpired(TariffDimensionType type) => First(type, ReservationExpires) ?? First(type, Reservation);

        Pick? First(TariffDimensionType type, ReservationRestrictionType? reservation = null)
        {
            for (var i = 0; i < tariff.Elements.Count; i++)
            {
                var element = tariff.Elements[i];
                if (element.Restrictions?.Reservation == reservation
                    && element.PriceComponents.FirstOrDefault(component => component.Type == type) is { } found
                    && slice.Satisfies(element.Restrictions))
                {
                    return new(i, found, reservation is not null);
                }
            }

            return null;
        }
    }
}
