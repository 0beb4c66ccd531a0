namespace Csms.Domain.Tariffs;

/// <summary>What charging costs (OCPI 2.2.1 section 11.3.1, Tariff). A session is priced by the one that was in force at its start.</summary>
/// <param name="Id">At most 36 characters.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Elements">In order: for each dimension the first one that matches counts.</param>
/// <param name="Type">Whom it is for; null: every session.</param>
/// <param name="TariffAltText">For people, one for each language.</param>
/// <param name="TariffAltUrl">For people.</param>
/// <param name="MinPrice">A session costs at least this; excl. and incl. VAT are held against it separately.</param>
/// <param name="MaxPrice">A session costs at most this; excl. and incl. VAT are held against it separately.</param>
/// <param name="StartDateTime">Not in force before it.</param>
/// <param name="EndDateTime">Not in force from it on.</param>
/// <param name="CountryCode">Of the operator; set where it is sent to others, as are the following.</param>
/// <param name="PartyId">Of the operator.</param>
/// <param name="LastUpdated">When it was published.</param>
public sealed record Tariff(
    string Id,
    string Currency,
    IReadOnlyList<TariffElement> Elements,
    TariffType? Type = null,
    IReadOnlyList<DisplayText>? TariffAltText = null,
    string? TariffAltUrl = null,
    Price? MinPrice = null,
    Price? MaxPrice = null,
    DateTimeOffset? StartDateTime = null,
    DateTimeOffset? EndDateTime = null,
    string? CountryCode = null,
    string? PartyId = null,
    DateTimeOffset? LastUpdated = null);

/// <summary>Prices that apply together, under the same conditions (OCPI 2.2.1 section 11.4.5).</summary>
/// <param name="PriceComponents">At least one, each dimension at most once.</param>
/// <param name="Restrictions">All of them have to hold; null: always.</param>
public sealed record TariffElement(IReadOnlyList<PriceComponent> PriceComponents, TariffRestrictions? Restrictions = null);

/// <summary>The price of a dimension (OCPI 2.2.1 section 11.4.2).</summary>
/// <param name="Type">What is priced.</param>
/// <param name="Price">Excl. VAT, per kWh, per hour, or once.</param>
/// <param name="StepSize">What is billed is rounded up to it once, Wh or seconds; says nothing for FLAT.</param>
/// <param name="Vat">Percent; null: VAT does not apply, which is not the same as a rate of 0.</param>
public sealed record PriceComponent(TariffDimensionType Type, decimal Price, int StepSize = 1, decimal? Vat = null);

/// <summary>An amount of money (OCPI 2.2.1 section 16.5, Price).</summary>
/// <param name="ExclVat">Without VAT.</param>
/// <param name="InclVat">With VAT; null: VAT does not apply.</param>
public sealed record Price(decimal ExclVat, decimal? InclVat = null);

/// <summary>A text for people (OCPI 2.2.1 section 16.3).</summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Text">At most 512 characters, no markup.</param>
public sealed record DisplayText(string Language, string Text);
