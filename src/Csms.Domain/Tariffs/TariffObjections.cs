namespace Csms.Domain.Tariffs;

/// <summary>What keeps a tariff from being used. Each objection says where: <c>elements[1].restrictions.end_date</c>.</summary>
public static class TariffObjections
{
    /// <summary>All objections to a tariff (OCPI 2.2.1 section 11); none when it is fine.</summary>
    public static IReadOnlyList<Rejection> To(Tariff tariff) =>
    [
        .. When(tariff.Id is not { Length: > 0 and <= 36 }, "tariff_id_invalid", "id", "has 1 to 36 characters"),
        .. When(!Currency.IsCode(tariff.Currency), "currency_unknown", "currency", "is a code of ISO 4217: three capital letters"),
        .. When(tariff.Elements.Count == 0, "tariff_without_elements", "elements", "needs at least one; a free tariff has FLAT 0"),
        .. tariff.Elements.SelectMany((element, i) => ToElement(element, $"elements[{i}]")),
        .. ToLimit(tariff.MinPrice, "min_price"),
        .. ToLimit(tariff.MaxPrice, "max_price"),
        .. When(
            tariff.MinPrice?.ExclVat > tariff.MaxPrice?.ExclVat || tariff.MinPrice?.InclVat > tariff.MaxPrice?.InclVat,
            "price_limits_crossed",
            "min_price",
            "is not above max_price"),
        .. When(tariff.EndDateTime <= tariff.StartDateTime, "never_in_force", "end_date_time", "is after start_date_time"),
    ];

    private static IEnumerable<Rejection> ToElement(TariffElement element, string at) =>
    [
        .. When(element.PriceComponents.Count == 0, "element_without_components", $"{at}.price_components", "needs at least one"),
        .. When(
            element.PriceComponents.DistinctBy(component => component.Type).Count() != element.PriceComponents.Count,
            "dimension_twice",
            $"{at}.price_components",
            "has each type at most once"),
        .. element.PriceComponents.SelectMany((component, i) => ToComponent(component, $"{at}.price_components[{i}]")),
        .. When(
            element.Restrictions?.Reservation is not null
            && element.PriceComponents.Any(component => component.Type is not (TariffDimensionType.Flat or TariffDimensionType.Time)),
            "reservation_dimension",
            $"{at}.price_components",
            "of a reservation are FLAT or TIME"),
        .. element.Restrictions is { } restrictions ? ToRestrictions(restrictions, $"{at}.restrictions") : [],
    ];

    private static IEnumerable<Rejection> ToComponent(PriceComponent component, string at) =>
    [
        .. When(component.Price < 0 || !HasFourDecimals(component.Price), "price_invalid", $"{at}.price", "is 0 or more, with at most 4 decimals"),
        .. When(
            component.StepSize < (component.Type == TariffDimensionType.Flat ? 0 : 1),
            "step_size_invalid",
            $"{at}.step_size",
            "is 1 or more: Wh of ENERGY, seconds of TIME and PARKING_TIME"),
        .. When(
            component.Vat is < 0 or > 100 || !HasFourDecimals(component.Vat),
            "vat_invalid",
            $"{at}.vat",
            "is a percentage, or left out where VAT does not apply"),
    ];

    private static IEnumerable<Rejection> ToRestrictions(TariffRestrictions r, string at) =>
    [
        .. ToRange(r.MinKwh, r.MaxKwh, at, "kwh"),
        .. ToRange(r.MinCurrent, r.MaxCurrent, at, "current"),
        .. ToRange(r.MinPower, r.MaxPower, at, "power"),
        .. ToRange(r.MinDuration, r.MaxDuration, at, "duration"),
        .. When(r.EndDate <= r.StartDate, "range_empty", $"{at}.end_date", "is after start_date, and exclusive"),
        .. When(r.DayOfWeek is { Count: 0 }, "range_empty", $"{at}.day_of_week", "names a day, or is left out"),
    ];

    private static IEnumerable<Rejection> ToRange(decimal? min, decimal? max, string at, string what) =>
    [
        .. When(
            min < 0 || max < 0 || !HasFourDecimals(min) || !HasFourDecimals(max),
            "restriction_invalid",
            $"{at}.min_{what}",
            "and its max are 0 or more, with at most 4 decimals"),
        .. When(max <= min || max == 0, "range_empty", $"{at}.max_{what}", "is above its min, and exclusive"),
    ];

    private static IEnumerable<Rejection> ToLimit(Price? limit, string at) =>
        When(
            limit is not null && (limit.ExclVat < 0 || limit.InclVat < limit.ExclVat || !HasFourDecimals(limit.ExclVat) || !HasFourDecimals(limit.InclVat)),
            "price_limit_invalid",
            at,
            "has excl_vat of 0 or more and incl_vat not below it, with at most 4 decimals");

    private static bool HasFourDecimals(decimal? number) => number is not { } n || decimal.Round(n, 4) == n;

    private static IEnumerable<Rejection> When(bool applies, string code, string at, string rule) => applies ? [new(code, $"{at} {rule}.")] : [];
}
