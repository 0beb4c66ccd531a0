using System.Globalization;

namespace Csms.Domain.SignedReadings;

/// <summary>
/// One reading of an OCMF record (RD, table 7), with what it took over from the reading before it in the same record. Text is as the meter wrote it.
/// </summary>
/// <param name="Time">TM without its status.</param>
/// <param name="TimeStatus">The letter behind TM: U unknown, I informative, S synchronised, R relative.</param>
/// <param name="Transaction">TX: B begin; E, L, R, A, P end; C, X, S, T in between.</param>
/// <param name="Value">RV with all its digits, and its blanks if it came as a string.</param>
/// <param name="Identification">RI: the register.</param>
/// <param name="Unit">RU.</param>
/// <param name="CurrentType">RT: AC or DC.</param>
/// <param name="CumulatedLoss">CL, in <paramref name="Unit"/>.</param>
/// <param name="ErrorFlags">EF: E energy, t time is not usable for billing.</param>
/// <param name="Status">ST: G good, all else an error.</param>
/// <param name="EventCounter">EI of OCMF 0.1 to 0.3.</param>
public sealed record OcmfReading(
    string? Time,
    string? TimeStatus,
    string? Transaction,
    string? Value,
    ObisCode? Identification,
    string? Unit,
    string? CurrentType,
    string? CumulatedLoss,
    string? ErrorFlags,
    string? Status,
    string? EventCounter)
{
    // The specification wants a comma and +0200. Points, colons and Z were seen.
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    // Far beyond any meter. Within these, subtracting two readings in Wh is exact.
    private const decimal Credible = 1e12m;
    private const int FinestScale = 9;

    private const NumberStyles PlainNumber =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>The moment, or null when TM cannot be read.</summary>
    public DateTimeOffset? At =>
        DateTimeOffset.TryParseExact(Time?.Replace(',', '.'), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;

    /// <summary>The value in Wh, exactly; null when it is no plain number or in another unit.</summary>
    public decimal? Wh => Number is { } number && Factor is { } factor ? number * factor : null;

    /// <summary>One unit of the last digit of the value, in Wh.</summary>
    public decimal? ResolutionWh => Number is { } number && Factor is { } factor ? new decimal(1, 0, 0, false, number.Scale) * factor : null;

    internal bool IsBegin => Transaction == "B";

    internal bool IsEnd => Transaction is "E" or "L" or "R" or "A" or "P";

    internal bool HasKnownUnit => Factor is not null;

    private int? Factor => Unit?.Trim() switch
    {
        { } unit when unit.Equals("kWh", StringComparison.OrdinalIgnoreCase) => 1000,
        { } unit when unit.Equals("Wh", StringComparison.OrdinalIgnoreCase) => 1,
        _ => null,
    };

    // No exponents: OCMF forbids to rewrite the digits of a meter, so whoever writes 1e3 did not take them from one.
    private decimal? Number =>
        decimal.TryParse(Value, PlainNumber, CultureInfo.InvariantCulture, out var number)
        && number is < Credible and > -Credible && number.Scale <= FinestScale
            ? number
            : null;
}
