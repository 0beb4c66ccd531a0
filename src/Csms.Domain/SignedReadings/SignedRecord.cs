using static Csms.Domain.SignedReadings.SignedReason;
using static Csms.Domain.SignedReadings.SignedState;

namespace Csms.Domain.SignedReadings;

/// <summary>One signed record and what its signature is worth. What it says is another question: <see cref="SignedEnergy"/>.</summary>
/// <param name="Value">As it was unpacked.</param>
/// <param name="Ocmf">As it was read; null when it is no OCMF.</param>
/// <param name="State">Valid, Invalid, KeyMissing, Unsupported or Unreadable.</param>
/// <param name="Reason">Why it is not valid.</param>
/// <param name="Key">The key it was checked with.</param>
/// <param name="KeyIsPinned">The key is registered for this meter. If not, it came with the record, and only shows that that was not damaged.</param>
public sealed record SignedRecord(SignedValue Value, OcmfRecord? Ocmf, SignedState State, SignedReason? Reason, MeterKey? Key, bool KeyIsPinned)
{
    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo in hex; null without key.</summary>
    public string? KeyFingerprint => Key is not null && Ocmf?.Signature.Curve is { } curve ? Key.Fingerprint(curve) : null;

    /// <summary>Checks a record. Never throws.</summary>
    /// <param name="value">What was unpacked.</param>
    /// <param name="pinned">The key registered for the meter with this serial number, or null; it goes before a key that the record brings.</param>
    public static SignedRecord Verify(SignedValue value, Func<string?, MeterKey?> pinned)
    {
        if (value.Format == SignedFormat.Unknown) return new(value, null, Unreadable, FormatUnknown, null, false);
        if (value.Format != SignedFormat.Ocmf) return new(value, null, Unsupported, FormatUnsupported, null, false);
        if (OcmfRecord.Read(value.Record, out var flaw) is not { } ocmf) return new(value, null, Unreadable, flaw, null, false);

        var known = pinned(ocmf.Payload.Serial);
        var brought = value.PublicKey ?? ocmf.PublicKey;
        var key = known ?? MeterKey.Read(brought);
        var (state, reason) = Of(ocmf, key, string.IsNullOrWhiteSpace(brought));
        return new(value, ocmf, state, reason, key, known is not null);
    }

    private static (SignedState State, SignedReason? Reason) Of(OcmfRecord ocmf, MeterKey? key, bool broughtNone)
    {
        if (!ocmf.Payload.HasKnownVersion) return (Unsupported, VersionUnsupported);
        if (ocmf.Signature.Curve is not { } curve) return (Unsupported, AlgorithmUnsupported);
        if (key is null) return (KeyMissing, broughtNone ? KeyUnknown : KeyUnreadable);
        if (key.CurveOid is not null && key.CurveOid != curve.Oid) return (Invalid, KeyCurveDiffers);
        return SignatureCheck.Of(curve, key.Point.Span, ocmf.SignedBytes.Span, ocmf.Signature.Data.Span);
    }
}
