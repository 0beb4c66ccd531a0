using System.Diagnostics.Metrics;
using Csms.Host.Authorizations;
using Csms.Host.Calls;
using Csms.Host.Connections;
using Csms.Host.Journal;

namespace Csms.Host.Telemetry;

/// <summary>What is seen from outside of the queues of this node; observed when somebody asks.</summary>
internal sealed class HostInstruments
{
    public HostInstruments(
        IMeterFactory meters, ConnectionRegistry connections, OpenCalls calls, WireJournal journal, DecisionRecorder decisions, LagReader lags, TimeProvider clock)
    {
        var meter = meters.Create(MessageMetrics.MeterName);
        meter.CreateObservableGauge("csms.connections", () => connections.Count, "{connection}", "Charge points whose socket this node holds.");
        meter.CreateObservableGauge("csms.calls.open", () => calls.Count, "{call}", "Requests to charge points that wait or are under way, of the whole installation.");
        meter.CreateObservableGauge("csms.decisions.waiting", () => decisions.Waiting, "{decision}", "Answers to Authorize that are not recorded yet.");
        meter.CreateObservableCounter("csms.decisions.lost", () => decisions.Lost, "{decision}", "Answers to Authorize that will never be recorded.");
        meter.CreateObservableGauge("csms.journal.waiting", () => journal.Waiting.Frames, "{frame}", "Frames that are not in the wire journal yet.");
        meter.CreateObservableGauge(
            "csms.journal.lag", () => journal.Waiting.Since is { } since ? Math.Max(0, (clock.GetUtcNow() - since).TotalSeconds) : 0, "s", "Age of the oldest frame that is not in the wire journal yet.");
        meter.CreateObservableCounter("csms.journal.lost", () => journal.Lost, "{frame}", "Frames that will never be in the wire journal: the database could not keep up.");

        meter.CreateObservableGauge("csms.database.up", () => lags.Latest is null ? 0 : 1, null, "1 when the database answered this very question, 0 when it did not.");
        meter.CreateObservableCounter<long>("csms.events", () => Of(lags, l => l.Head), "{event}", "Events recorded since the database was made.");
        meter.CreateObservableGauge("csms.projection.lag.events", () => lags.Latest?.Projections ?? [], "{event}", "Events that are not in the rows of a read model yet.");
        meter.CreateObservableGauge<double>("csms.projection.lag", () => Of(lags, l => l.ProjectionSeconds), "s", "Age of the oldest event that is not in the rows of every read model yet.");
        meter.CreateObservableGauge<long>("csms.seal.lag.events", () => Of(lags, l => l.Unsealed), "{event}", "Events that are not sealed yet.");
        meter.CreateObservableGauge<double>("csms.seal.lag", () => Of(lags, l => l.SealSeconds), "s", "Age of the oldest event that is not sealed yet.");
    }

    /// <summary>Nothing is told of what is not known: a zero would look like good news.</summary>
    private static IEnumerable<Measurement<T>> Of<T>(LagReader lags, Func<Lags, T> value)
        where T : struct => lags.Latest is { } latest ? [new Measurement<T>(value(latest))] : [];
}
