using System.Globalization;

namespace Csms.Domain.SignedReadings;

/// <summary>What the prices of a tariff text are for.</summary>
public enum TariffTextProfile
{
    /// <summary><c>001</c>: energy, and time from a minute on.</summary>
    TimeFromMinute = 1,

    /// <summary><c>002</c>: energy, and time after charging has ended.</summary>
    TimeAfterCharging = 2,

    /// <summary><c>003</c>: time alone.</summary>
    TimeAlone = 3,
}

/// <summary>
/// The tariff text (TT) of a signed record where it follows the German profiles for ad hoc charging, as Chargy reads them:
/// <c>001;EUR;start;per kWh;per minute;from minute</c>, <c>002;EUR;start;per kWh;per minute</c> and <c>003;EUR;start;per minute</c>. Prices are in
/// cents. It is signed, so it must agree with the tariff that is billed.
/// </summary>
/// <param name="Profile">The first field.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="StartCents">Once.</param>
/// <param name="CentsPerKwh">Null when energy has no price.</param>
/// <param name="CentsPerMinute">For time, from when the profile says.</param>
/// <param name="FromMinute">Of the session; null in profiles 002 and 003.</param>
public sealed record TariffText(
    TariffTextProfile Profile,
    string Currency,
    decimal StartCents,
    decimal? CentsPerKwh,
    decimal CentsPerMinute,
    int? FromMinute)
{
    /// <summary>Null when the text is in words of its own.</summary>
    public static TariffText? Read(string? text) => text?.Trim().Split(';') switch
    {
        ["001", var currency, var start, var kwh, var minute, var from] when Minutes(from) is { } after =>
            Of(TariffTextProfile.TimeFromMinute, currency, start, kwh, minute, after),
        ["002", var currency, var start, var kwh, var minute] => Of(TariffTextProfile.TimeAfterCharging, currency, start, kwh, minute, null),
        ["003", var currency, var start, var minute] => Of(TariffTextProfile.TimeAlone, currency, start, null, minute, null),
        _ => null,
    };

    private static TariffText? Of(TariffTextProfile profile, string currency, string start, string? kwh, string minute, int? fromMinute)
    {
        currency = currency.Trim();
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) return null;
        if (Cents(start) is not { } startCents || Cents(minute) is not { } minuteCents || (kwh is not null && Cents(kwh) is null)) return null;
        return new(profile, currency, startCents, kwh is null ? null : Cents(kwh), minuteCents, fromMinute);
    }

    // Seen with a point and, being German, with a comma.
    private static decimal? Cents(string text) =>
        decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cents) ? cents : null;

    private static int? Minutes(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : null;
}
