using System.Text;
using Csms.EventStore.Journal;
using Csms.Host.Journal;

namespace Csms.Host.Api.Journal;

/// <summary>A frame, a handshake, or a gap.</summary>
/// <param name="Id">In the order of writing.</param>
/// <param name="At">Wire time by the server's clock: read completely, or handed to the socket.</param>
/// <param name="ChargePointId">Identity in the address; of a refused handshake as it was presented.</param>
/// <param name="Epoch">Number of the connection.</param>
/// <param name="Direction">in: from the charge point; out: to it.</param>
/// <param name="Action">OCPP's name; of an answer that of its request.</param>
/// <param name="CorrelationId">What the events of the same cause carry; hand it to `/chains`. Absent for a heartbeat, which causes nothing.</param>
/// <param name="Frame">As it was on the wire, but for what is withheld; of a handshake and a gap, what there is to say.</param>
/// <param name="FrameBase64">Instead of `frame`, when it is not UTF-8.</param>
/// <param name="Size">Bytes on the wire; more than are here when the frame was too large.</param>
/// <param name="Detail">What is wrong with it.</param>
/// <param name="Withheld">`secret`: replaced before it was stored. `idTags`: in this answer. `erased`: its person was forgotten.</param>
/// <param name="AnswerId">Of a request: its answer.</param>
/// <param name="RequestAt">Of an answer: when its request was on the wire.</param>
/// <param name="LatencyMilliseconds">From request to answer, at both of them.</param>
/// <param name="FirstEvent">Of our answer: sequence of the first event its request caused; others lie in between.</param>
/// <param name="LastEvent">Of our answer: sequence of the last event its request caused.</param>
/// <param name="Node">Which server had the connection.</param>
internal sealed record JournalFrameView(
    long Id,
    DateTimeOffset At,
    string? ChargePointId,
    long? Epoch,
    JournalDirection Direction,
    JournalKind Kind,
    JournalOutcome Outcome,
    string? Action,
    string? UniqueId,
    string? CorrelationId,
    string? Frame,
    string? FrameBase64,
    int Size,
    string? Detail,
    IReadOnlyList<string>? Withheld,
    long? AnswerId,
    DateTimeOffset? RequestAt,
    double? LatencyMilliseconds,
    long? FirstEvent,
    long? LastEvent,
    string Node)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static JournalFrameView Example { get; } = new(
        90211,
        new(2026, 1, 31, 12, 1, 0, 201, TimeSpan.Zero),
        "CP-0815",
        17,
        JournalDirection.In,
        JournalKind.Call,
        JournalOutcome.Ok,
        "Authorize",
        "19223201",
        "ocpp:CP-0815/17/19223201",
        """[2,"19223201","Authorize",{"idTag":"withheld"}]""",
        null,
        46,
        null,
        ["idTags"],
        90212,
        null,
        3.1,
        null,
        null,
        "csms-1");

    public static JournalFrameView Of(JournalRow row, bool showIdTags)
    {
        var entry = row.Entry;
        var masked = showIdTags ? null : Redaction.People.Apply(entry.Frame.Span);
        var frame = masked ?? entry.Frame.Span;
        var text = TextOf(frame);
        string[] withheld =
        [
            .. entry.SecretWithheld ? ["secret"] : Array.Empty<string>(), .. masked is not null ? ["idTags"] : Array.Empty<string>(),
            .. row.PersonErased ? ["erased"] : Array.Empty<string>(),
        ];
        return new(
            row.Id,
            entry.At,
            entry.ChargePointId,
            entry.Epoch,
            entry.Direction,
            entry.Kind,
            row.Outcome,
            entry.Action,
            entry.UniqueId,
            entry.CorrelationId,
            text,
            text is null ? Convert.ToBase64String(frame) : null,
            entry.Size,
            entry.Detail,
            withheld.Length == 0 ? null : withheld,
            row.Answer?.Id,
            entry.RequestAt,
            ((row.Answer?.At - entry.At) ?? (entry.At - entry.RequestAt))?.TotalMilliseconds,
            entry.FirstEvent,
            entry.LastEvent,
            row.Node);
    }

    private static string? TextOf(ReadOnlySpan<byte> frame)
    {
        try
        {
            return Strict.GetString(frame);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
