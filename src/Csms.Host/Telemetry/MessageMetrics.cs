using System.Diagnostics;
using System.Diagnostics.Metrics;
using Csms.Domain.ChargePoints;
using Ocpp.Protocol.V16;

namespace Csms.Host.Telemetry;

/// <summary>Counts what goes over the sockets. Labels are words of the protocol, never what a charge point wrote.</summary>
internal sealed class MessageMetrics
{
    public const string MeterName = "Csms";

    /// <summary>The spans of messages; without a listener nothing is made.</summary>
    public static readonly ActivitySource Traces = new(MeterName);

    private const string Answered = "answered";
    private const string Unknown = "unknown";
    private readonly Counter<long> messages;
    private readonly Histogram<double> durations;
    private readonly Counter<long> handshakes;
    private readonly Counter<long> disconnections;
    private readonly Counter<long> calls;
    private readonly Histogram<double> callDurations;
    private readonly TimeProvider clock;

    public MessageMetrics(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        var meter = meters.Create(MeterName);
        messages = meter.CreateCounter<long>("csms.messages", "{message}", "Messages of charge points, by how they were answered: answered, or the code of a CALLERROR.");
        durations = meter.CreateHistogram(
            "csms.message.duration", "s", "From the read frame to the written answer.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        handshakes = meter.CreateCounter<long>("csms.handshakes", "{handshake}", "Handshakes of charge points, by the HTTP status they were answered with.");
        disconnections = meter.CreateCounter<long>("csms.disconnections", "{connection}", "Connections that ended, by reason.");
        calls = meter.CreateCounter<long>("csms.calls", "{call}", "Requests that were sent to charge points, by how they ended.");
        callDurations = meter.CreateHistogram(
            "csms.call.duration", "s", "From a sent request to what it ended with.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] });
    }

    /// <param name="action">As the charge point wrote it; null when that could not be read.</param>
    /// <param name="error">Code of the CALLERROR; null when it was answered.</param>
    /// <param name="began">Timestamp of the clock when its frame had been read.</param>
    public void MessageAnswered(string? action, string? error, long began)
    {
        var known = new KeyValuePair<string, object?>("action", NameOf(action));
        messages.Add(1, known, new("outcome", error ?? Answered));
        durations.Record(clock.GetElapsedTime(began).TotalSeconds, known);
    }

    public void HandshakeAnswered(int status) => handshakes.Add(1, new KeyValuePair<string, object?>("status", status));

    public void Disconnected(DisconnectReason reason) => disconnections.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    /// <param name="outcome">One of a few words.</param>
    public void CallEnded(string action, string outcome, long began)
    {
        var known = new KeyValuePair<string, object?>("action", NameOf(action));
        calls.Add(1, known, new("outcome", outcome));
        callDurations.Record(clock.GetElapsedTime(began).TotalSeconds, known);
    }

    public static string NameOf(string? action) => action is not null && OcppActions.Find(action) is { } known ? known.Name : Unknown;
}
