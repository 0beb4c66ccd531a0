using System.Text.Json.Serialization;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>Where an exact cost becomes money. OCPI says nothing about it; law and contract do. Always half away from zero, to the currency's minor
/// unit.</summary>
public enum RoundingPolicy
{
    /// <summary>Once, the total.</summary>
    [JsonStringEnumMemberName("PER_TOTAL")]
    PerTotal,

    /// <summary>Each line of the bill; the total is their sum.</summary>
    [JsonStringEnumMemberName("PER_LINE")]
    PerLine,
}

/// <summary>Rounds money.</summary>
internal static class Rounding
{
    public static Price Rounded(this Price price, string currency)
    {
        var digits = Currency.MinorUnits(currency);
        return new(Round(price.ExclVat), price.InclVat is { } incl ? Round(incl) : null);

        decimal Round(decimal amount) => decimal.Round(amount, digits, MidpointRounding.AwayFromZero);
    }
}
