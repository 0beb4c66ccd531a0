using static Csms.Domain.SignedReadings.SignedReason;

namespace Csms.Domain.SignedReadings;

/// <summary>
/// Whether what the records of one transaction sign may be billed: the rules of OCMF ("Signing and Verification Process") and those that the
/// transparency software of SAFE e.V. applies. Of the two, EF = t is judged as OCMF says: it spoils time, not energy.
/// </summary>
/// <param name="Begin">The reading at the begin, when there is exactly one.</param>
/// <param name="End">The reading at the end, when there is exactly one.</param>
/// <param name="Register">The readings of the register that is billed.</param>
/// <param name="Missing">What has to come yet.</param>
/// <param name="Objections">What forbids to bill.</param>
internal sealed record LawCheck(
    OcmfReading? Begin,
    OcmfReading? End,
    IReadOnlyList<OcmfReading> Register,
    IReadOnlyList<SignedReason> Missing,
    IReadOnlyList<SignedReason> Objections)
{
    private readonly record struct Place(OcmfPayload Record, OcmfReading Reading);

    public static LawCheck Of(IReadOnlyList<OcmfPayload> records)
    {
        // TX = B and one of the ends, of whatever register, make a reading that counts. Export registers are signed as well and never billed.
        var counting = records.SelectMany(r => r.Readings).Where(r => r.IsBegin || r.IsEnd).ToArray();
        var rank = counting.Min(r => r.Identification?.BillingRank);
        if (rank is null) return WithoutRegister(counting.Length > 0);
        var register = counting.First(r => r.Identification?.BillingRank == rank).Identification!.Register;

        // Many charge points send the begin alone, and at the end begin and end in one record: then that one is all it takes.
        var whole = records.Where(r => On(r, register).Any(p => p.Reading.IsBegin) && On(r, register).Any(p => p.Reading.IsEnd)).ToArray();
        Place[] places = [.. (whole.Length > 0 ? whole : records).SelectMany(r => On(r, register))];
        Place[] begins = [.. places.Where(p => p.Reading.IsBegin)], ends = [.. places.Where(p => p.Reading.IsEnd)];
        Place? begin = begins is [var oneBegin] ? oneBegin : null, end = ends is [var oneEnd] ? oneEnd : null;

        var missing = new List<SignedReason>();
        if (begins.Length == 0) missing.Add(BeginMissing);
        if (ends.Length == 0) missing.Add(EndMissing);

        var objections = new List<SignedReason>();
        if (begins.Length > 1) objections.Add(BeginRepeated);
        if (ends.Length > 1) objections.Add(EndRepeated);
        objections.AddRange(AboutEach([.. begins, .. ends], places));
        if (begin is { } from && end is { } to)
        {
            objections.AddRange(AboutBoth(from.Reading, to.Reading, from.Record.IsBeforeVersion1));
            if (!ReferenceEquals(from.Record, to.Record)) objections.AddRange(AboutPair(from.Record, to.Record, records));
        }

        return new(begin?.Reading, end?.Reading, [.. places.Select(p => p.Reading)], missing, objections);
    }

    private static LawCheck WithoutRegister(bool othersCount) =>
        othersCount ? new(null, null, [], [], [NoBillingRegister]) : new(null, null, [], [BeginMissing, EndMissing], []);

    private static IEnumerable<Place> On(OcmfPayload record, string register) =>
        record.Readings.Where(r => r.Identification?.Register == register).Select(r => new Place(record, r));

    private static IEnumerable<SignedReason> AboutEach(Place[] counting, Place[] places)
    {
        var readings = counting.Select(p => p.Reading).ToArray();
        if (readings.Any(r => !r.HasKnownUnit)) yield return UnitUnknown;
        else if (readings.Any(r => r.Wh is null)) yield return ValueUnreadable;
        if (readings.Any(r => r.At is null || r.TimeStatus is not { Length: > 0 })) yield return TimeUnreadable;
        if (readings.Any(r => r.Status != "G")) yield return MeterError;
        if (places.Any(p => p.Reading.ErrorFlags?.Contains('E', StringComparison.Ordinal) == true)) yield return EnergyFlagged;

        // TX = X says that time or energy is spoilt, and EF which.
        if (places.Any(p => p.Reading is { Transaction: "X", ErrorFlags: not "t" })) yield return ExceptionWhileCharging;
        if (counting.Any(p => p.Record.IdentificationLevel?.Trim() is "MISMATCH" or "INVALID" or "OUTDATED" or "UNKNOWN"))
            yield return IdentificationFailed;
    }

    private static IEnumerable<SignedReason> AboutBoth(OcmfReading begin, OcmfReading end, bool countsEvents)
    {
        if (begin.Wh > end.Wh) yield return RegisterRanBackwards;
        if (begin.At > end.At) yield return TimeRanBackwards;
        if (begin.TimeStatus == "R" && end.TimeStatus != "R") yield return TimeStatusChanged;
        if (countsEvents && end.EventCounter is { } counter && counter != begin.EventCounter) yield return EventCounterChanged;
    }

    private static IEnumerable<SignedReason> AboutPair(OcmfPayload begin, OcmfPayload end, IReadOnlyList<OcmfPayload> records)
    {
        if (begin.MeterSerial != end.MeterSerial || begin.GatewaySerial != end.GatewaySerial) yield return MeterDiffers;
        if (begin.IdentificationData != end.IdentificationData) yield return IdentificationDiffers;
        if (!AreConsecutive(begin, end, records)) yield return PagesNotConsecutive;
    }

    // Records in between have pages too: from begin to end none may be missing. The counter belongs to what signs.
    private static bool AreConsecutive(OcmfPayload begin, OcmfPayload end, IReadOnlyList<OcmfPayload> records)
    {
        if (Page(begin) is not { } first || Page(end) is not { } last || first.Context != last.Context || last.Number <= first.Number) return false;
        var between = records.Select(Page).OfType<(char Context, ulong Number)>()
            .Where(page => page.Context == first.Context && page.Number > first.Number && page.Number < last.Number).Distinct().Count();
        return last.Number - first.Number - 1 == (ulong)between;
    }

    private static (char Context, ulong Number)? Page(OcmfPayload record) =>
        record.Pagination?.Trim() is [var context, .. var number] && ulong.TryParse(number, out var page) ? (context, page) : null;
}
