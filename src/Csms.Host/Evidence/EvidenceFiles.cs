using System.Text;
using System.Text.Json;
using Csms.Domain.Energy;
using Csms.Domain.Pricing;
using Csms.Domain.Tariffs;
using Csms.EventStore;

namespace Csms.Host.Evidence;

/// <summary>
/// The files of a bundle that follow from its events and signed records. Whoever verifies a bundle makes them again and compares the bytes; so no clock, no
/// database and nothing of this machine may enter them.
/// </summary>
internal static class EvidenceFiles
{
    /// <summary>Goes up whenever the same events would give other files, the energy resolver's, the time line's and the law check's changes included.</summary>
    public const int Engine = 2;

    public const string Events = "events.ndjson";
    public const string Frames = "frames.ndjson";
    public const string Manifest = "manifest.json";
    public const string Energy = "energy.json";
    public const string TimeLine = "timeline.json";
    public const string BillInputs = "bill-inputs.json";
    public const string ReadMe = "README.txt";

    public static IEnumerable<(string Path, byte[] Content)> Derive(
        EvidencedSession session, IReadOnlyCollection<RecordedEvent> events, SignedReadingFiles signed, EvidenceFramesEnd frames, EvidenceManifest manifest)
    {
        foreach (var file in signed.List())
            yield return file;
        yield return (Energy, EvidenceJson.File(EnergyOf(session)));
        yield return (TimeLine, EvidenceJson.File(TimeLineOf(session, events)));
        yield return (BillInputs, EvidenceJson.File(BillInputsOf(session, events, signed)));
        yield return (ReadMe, Encoding.UTF8.GetBytes(EvidenceReadMe.Write(session, signed, frames, manifest)));
    }

    private static object EnergyOf(EvidencedSession session) => new
    {
        Engine,
        Inputs = new
        {
            StartedAt = session.Metered.StartedAt.Device,
            session.Metered.MeterStart,
            StoppedAt = session.Metered.StoppedAt?.Device,
            session.Metered.MeterStop,
            session.Metered.MaxPower,
            session.Metered.SampleScale,
            Readings = session.Metered.Readings.Select(reading => new { At = reading.At.Device, reading.Samples }),
        },
        Result = new
        {
            session.Energy.Wh,
            session.Energy.Billable,
            Flags = FlagsOf(session),
            Course = session.Energy.Course.Points.Select(point => new { At = point.At.Device, point.Wh }),
        },
    };

    private static object TimeLineOf(EvidencedSession session, IEnumerable<RecordedEvent> events) => new
    {
        Engine,
        Clock = "the charge point's, as it sent it; when each message was received stands beside it",
        Messages = events.Select(e => new { Event = e.Sequence, Stream = e.StreamId, e.Type, e.Metadata.DeviceTime, e.Metadata.ReceivedAt, RecordedAt = e.Timestamp, e.Metadata.Actor, e.Metadata.Repairs }),
        Periods = PeriodsOf(session),
    };

    private static object BillInputsOf(EvidencedSession session, IReadOnlyCollection<RecordedEvent> events, SignedReadingFiles signed) => new
    {
        Engine,
        PricingEngine = PricingEngine.Version,
        Energy = new { session.Energy.Wh, session.Energy.Billable, Flags = FlagsOf(session) },
        Meter = new { Start = session.Start.MeterStart, Stop = session.Stop?.MeterStop },
        Signed = signed.Kept + signed.Erased == 0 ? null : new { signed.Energy.State, signed.Energy.Wh },
        Periods = PeriodsOf(session),
        // Versions with their prices, as they were published; which one counts, a bill says, or the start of the session.
        Tariffs = events.Where(IsOfTariff).Select(Shown),
        Bills = events.Where(e => !IsOfTariff(e) && !IsOfOperation(e)).Select(Shown),
    };

    private static IEnumerable<object> PeriodsOf(EvidencedSession session) =>
        session.Timeline.Periods.Select(period => new { period.Start, period.End, period.Activity, period.Counts, period.Wh, period.AtStart, period.AtEnd, Inferred = period.Inferred ? true : (bool?)null });

    private static object Shown(RecordedEvent recorded) =>
        new { Event = recorded.Sequence, Stream = recorded.StreamId, recorded.Type, recorded.Version, Data = JsonSerializer.Deserialize<JsonElement>(recorded.Data.Span) };

    // The names that the resolver's documentation uses, e.g. METER_RESET.
    private static IEnumerable<JsonElement> FlagsOf(EvidencedSession session) => session.Energy.Flags.Select(flag => JsonSerializer.SerializeToElement(flag, Named));

    private static bool IsOfTariff(RecordedEvent recorded) => recorded.StreamId.StartsWith(VersionedTariff.StreamType + "-", StringComparison.Ordinal);

    // Whatever is recorded about a transaction's money later has streams of its own.
    private static bool IsOfOperation(RecordedEvent recorded) =>
        recorded.StreamId[..Math.Max(0, recorded.StreamId.IndexOf('-', StringComparison.Ordinal))] is "charge" or "charging" or "transaction" or "token" or "call" or "authorization" or "reservation" or "file";

    private static readonly JsonSerializerOptions Named = new() { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter<EnergyFlag>() } };
}
