using System.Security.Cryptography;
using static Csms.Domain.SignedReadings.SignedReason;
using static Csms.Domain.SignedReadings.SignedState;

namespace Csms.Domain.SignedReadings;

/// <summary>What the signed records of one transaction prove. It holds no personal data except in <see cref="Records"/>.</summary>
/// <param name="State">The worst of the records, then the law check.</param>
/// <param name="Reasons">Why it is not valid, each once; empty when it is.</param>
/// <param name="MeterSerial">MS of the record with the end, or GS where it names no meter.</param>
/// <param name="KeyFingerprint">SHA-256 of the key in hex (<see cref="MeterKey.Fingerprint"/>).</param>
/// <param name="KeyIsPinned">Every record was checked with a key registered for its meter, not with one that it brought.</param>
/// <param name="Wh">End minus begin, exactly; null unless <see cref="Valid"/>.</param>
/// <param name="ResolutionWh">The last digit of the meter, in Wh.</param>
/// <param name="Register">What was billed, e.g. <c>1.8.0</c>.</param>
/// <param name="BeginAt">The meter's clock.</param>
/// <param name="EndAt">The meter's clock.</param>
/// <param name="TimeIsBillable">The duration was measured under the law: S at begin and end, or R at the end, and EF without t.</param>
/// <param name="Records">All records, in order, repetitions included.</param>
public sealed record SignedEnergy(
    SignedState State,
    IReadOnlyList<SignedReason> Reasons,
    string? MeterSerial,
    string? KeyFingerprint,
    bool KeyIsPinned,
    decimal? Wh,
    decimal? ResolutionWh,
    string? Register,
    DateTimeOffset? BeginAt,
    DateTimeOffset? EndAt,
    bool TimeIsBillable,
    IReadOnlyList<SignedRecord> Records)
{
    // One record that is not genuine outweighs what the others say.
    private static readonly SignedState[] WorstFirst = [Invalid, Unreadable, Unsupported, KeyMissing];

    /// <summary>Unpacks and checks every value of format <c>SignedData</c> that was reported for a transaction. Never throws.</summary>
    /// <param name="values">As the charge point sent them, in any order; the same record may come several times.</param>
    /// <param name="pinned">The key registered for the meter with this serial number (null: the record names none) <em>at this charge point</em>: a
    /// genuine record of a meter elsewhere proves nothing here.</param>
    public static SignedEnergy Of(IEnumerable<string> values, Func<string?, MeterKey?> pinned) =>
        Of([.. values.SelectMany(SignedValue.Unpack).Select(value => SignedRecord.Verify(value, pinned))]);

    /// <summary>The same of records that were checked already.</summary>
    public static SignedEnergy Of(IReadOnlyList<SignedRecord> records)
    {
        if (records.Count == 0) return new(Incomplete, [NoRecords], null, null, false, null, null, null, null, null, false, []);

        var distinct = Distinct(records);
        var law = LawCheck.Of([.. distinct.Select(r => r.Ocmf!.Payload)]);
        var last = distinct.FindLast(r => r.Ocmf!.Payload.Readings.Any(reading => ReferenceEquals(reading, law.End))) ?? records[^1];
        var keys = records.Select(r => r.KeyFingerprint).OfType<string>().Distinct().Count();

        List<SignedReason> objections = [.. law.Objections];
        if (keys > 1) objections.Add(KeyDiffers);
        IReadOnlyList<SignedReason> missing = distinct.Count > 0 ? law.Missing : [];
        IReadOnlyList<SignedReason> reasons = [.. records.Select(r => r.Reason).OfType<SignedReason>().Concat(objections).Concat(missing).Distinct()];
        var lawful = objections.Count > 0 ? NotBillable : missing.Count > 0 ? Incomplete : Valid;
        var state = WorstFirst.FirstOrDefault(bad => records.Any(r => r.State == bad), lawful);

        return new(
            state,
            reasons,
            last.Ocmf?.Payload.Serial,
            last.KeyFingerprint,
            records.All(r => r.KeyIsPinned),
            state == Valid ? law.End!.Wh - law.Begin!.Wh : null,
            state == Valid ? Math.Min(law.Begin!.ResolutionWh!.Value, law.End!.ResolutionWh!.Value) : null,
            (law.End ?? law.Begin)?.Identification?.Register,
            law.Begin?.At,
            law.End?.At,
            TimeCounts(law),
            records);
    }

    /// <summary>Compares with the energy that OCPP reported; null when there is no signed energy to compare with.</summary>
    /// <param name="registerWh">By the register that the charge point reported, e.g. meterStop − meterStart.</param>
    /// <param name="registerResolutionWh">What the register was rounded to: 1 for meterStart and meterStop.</param>
    public RegisterComparison? CompareWith(decimal registerWh, decimal registerResolutionWh = 1) =>
        Wh is { } wh ? new(wh, registerWh, Math.Max(ResolutionWh ?? 0, registerResolutionWh)) : null;

    // The same payload is the same record, even when it came in two wrappings or was signed anew for each message.
    private static List<SignedRecord> Distinct(IReadOnlyList<SignedRecord> records) =>
        [.. records.Where(r => r.Ocmf is not null).DistinctBy(r => Convert.ToBase64String(SHA256.HashData(r.Ocmf!.SignedBytes.Span)))];

    private static bool TimeCounts(LawCheck law) =>
        law is { Begin.TimeStatus: var begin, End.TimeStatus: var end }
        && (end == "R" || (begin == "S" && end == "S"))
        && !law.Register.Any(r => r.ErrorFlags?.Contains('t', StringComparison.Ordinal) == true);
}
