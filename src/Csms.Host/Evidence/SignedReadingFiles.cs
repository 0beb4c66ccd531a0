using System.Globalization;
using System.Text;
using Csms.Domain.SignedReadings;
using Csms.Host.Handlers.V16;

namespace Csms.Host.Evidence;

/// <summary>The folder <c>signed-readings</c>: every record as the charge point sent it, what its signature is worth, and the file for the transparency
/// software of SAFE e.V.</summary>
internal sealed class SignedReadingFiles
{
    public const string Folder = "signed-readings/";
    public const string Verification = Folder + "verification.json";
    public const string Transparency = Folder + "transparency.xml";

    private readonly EvidencedSession session;
    private readonly (SignedContent Content, string Path, string? Text, IReadOnlyList<SignedRecord> Records)[] sent;

    /// <param name="texts">By the keys that events name them by; what is not there was erased.</param>
    public SignedReadingFiles(EvidencedSession session, IReadOnlyDictionary<Guid, string> texts)
    {
        this.session = session;
        // No keys are registered yet: a record is checked with the key that it brings, and the result says so.
        sent =
        [
            .. session.Signed.Select((content, index) => (
                content,
                PathOf(index),
                texts.GetValueOrDefault(content.ContentId),
                (IReadOnlyList<SignedRecord>)(texts.TryGetValue(content.ContentId, out var text)
                    ? [.. SignedValue.Unpack(text).Select(value => SignedRecord.Verify(value, _ => null))]
                    : []))),
        ];
        Energy = SignedEnergy.Of([.. sent.SelectMany(content => content.Records)]);
    }

    public SignedEnergy Energy { get; }

    public int Erased => sent.Count(content => content.Text is null);

    public int Kept => sent.Length - Erased;

    /// <summary>This machine could not check one of them; another may.</summary>
    public bool LacksCurve => sent.SelectMany(content => content.Records).Any(record => record.Reason == SignedReason.CurveUnsupported);

    public static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{index + 1:000}.txt");

    /// <summary>Whether this text is what the sealed event names: its key is made of it.</summary>
    public static bool IsWhatWasSealed(SignedContent content, string text) =>
        content.Subjects.Any(subject => MeterReadings.KeyOf(subject, text) == content.ContentId);

    public IEnumerable<(string Path, byte[] Content)> List()
    {
        if (sent.Length == 0)
            yield break;
        foreach (var content in sent.Where(content => content.Text is not null))
            yield return (content.Path, Encoding.UTF8.GetBytes(content.Text!));
        yield return (Verification, EvidenceJson.File(new
        {
            Summary = Summary(),
            Records = sent.Select(content => new
            {
                File = content.Text is null ? null : content.Path,
                Erased = content.Text is null ? true : (bool?)null,
                content.Content.ContentId,
                content.Content.Events,
                content.Content.DeviceTime,
                content.Content.Context,
                Found = content.Records.Select(Result),
            }),
        }));
        var forDrivers = sent.SelectMany(content => content.Records).Where(record => record.Value.Format != SignedFormat.Unknown).ToArray();
        if (forDrivers.Length > 0)
            yield return (Transparency, Encoding.UTF8.GetBytes(TransparencyXml.Write(session.Start.TransactionId, forDrivers)));
    }

    private object Summary() => new
    {
        Energy.State,
        Reasons = Energy.Reasons.Select(reason => new { reason.Code, reason.Sentence }),
        Energy.MeterSerial,
        Energy.Register,
        Energy.Wh,
        Energy.ResolutionWh,
        Energy.BeginAt,
        Energy.EndAt,
        Energy.TimeIsBillable,
        Energy.KeyFingerprint,
        Energy.KeyIsPinned,
        ReportedWh = session.Energy.Wh,
        AgreesWithReported = Energy.CompareWith(session.Energy.Wh) is { } comparison ? comparison.Reason is null : (bool?)null,
    };

    private static object Result(SignedRecord record) => new
    {
        record.Value.Format,
        record.Value.Wrapping,
        record.State,
        Reason = record.Reason is { } reason ? new { reason.Code, reason.Sentence } : null,
        Key = record.Key is { } key && record.Ocmf?.Signature.Curve is { } curve
            ? new { Curve = curve.Name, Source = record.KeyIsPinned ? "registered" : "record", Spki = Convert.ToHexStringLower(key.ToSubjectPublicKeyInfo(curve)), Fingerprint = key.Fingerprint(curve) }
            : null,
        // Not IS to ID, which name a person; they are in the record itself.
        Ocmf = record.Ocmf is { } ocmf
            ? new
            {
                ocmf.Payload.FormatVersion,
                ocmf.Payload.Pagination,
                ocmf.Payload.MeterVendor,
                ocmf.Payload.MeterModel,
                ocmf.Payload.MeterSerial,
                ocmf.Payload.GatewaySerial,
                ocmf.Signature.Algorithm,
                Readings = ocmf.Payload.Readings.Select(reading => new
                {
                    reading.Time,
                    reading.TimeStatus,
                    reading.Transaction,
                    reading.Value,
                    Register = reading.Identification?.Text,
                    reading.Unit,
                    reading.Status,
                    reading.ErrorFlags,
                }),
            }
            : null,
    };
}
