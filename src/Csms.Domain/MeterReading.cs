namespace Csms.Domain;

/// <summary>Samples a charge point took at one moment (OCPP 1.6 section 7.33, MeterValue).</summary>
/// <param name="Timestamp">The charge point's clock.</param>
/// <param name="Samples">As reported, in order; never empty.</param>
public sealed record MeterReading(DateTimeOffset Timestamp, IReadOnlyList<Sample> Samples);

/// <summary>One sampled value as the charge point wrote it (OCPP 1.6 section 7.43, SampledValue). Absent members have the defaults of that section:
/// measurand Energy.Active.Import.Register, unit Wh, context Sample.Periodic, format Raw, location Outlet, phase: all together.</summary>
/// <param name="Value">The lexical form as received; null when the value is signed data and lies outside the event (<paramref name="ContentId"/>).</param>
/// <param name="Measurand">What was measured, e.g. <c>Energy.Active.Import.Register</c>.</param>
/// <param name="Unit">Unit of <paramref name="Value"/>, e.g. <c>Wh</c>.</param>
/// <param name="Context">Why it was taken, e.g. <c>Sample.Periodic</c>.</param>
/// <param name="Phase">Phase, e.g. <c>L1</c>.</param>
/// <param name="Location">Where, e.g. <c>Outlet</c>.</param>
/// <param name="Format"><c>Raw</c> or <c>SignedData</c>.</param>
/// <param name="ContentId">Key of the erasable content that holds a signed value: it may name a person.</param>
public sealed record Sample(
    string? Value,
    string? Measurand = null,
    string? Unit = null,
    string? Context = null,
    string? Phase = null,
    string? Location = null,
    string? Format = null,
    Guid? ContentId = null);
