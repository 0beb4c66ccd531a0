using static Csms.Bench.Load.Traffic.MessageKind;

namespace Csms.Bench.Load.Traffic;

/// <summary>What each connection sends, over and over.</summary>
/// <param name="IsStored">Whether its messages are answered after a commit, so that the durable floor is its floor.</param>
internal sealed record Workload(string Name, bool IsStored, MessageKind[] Cycle)
{
    public static Workload Heartbeats { get; } = new("heartbeat", false, [Heartbeat]);

    public static Workload Authorizations { get; } = new("authorize", false, [Authorize]);

    public static Workload MeterReports { get; } = new("meter-values", true, [MeterValues]);

    /// <summary>Of 20 messages ten meter values, four heartbeats, three statuses, an Authorize, a start and a stop.</summary>
    public static Workload Mix { get; } = new(
        "open",
        true,
        [
            Heartbeat, StatusNotification, Authorize, StartTransaction, StatusNotification, MeterValues, MeterValues, MeterValues, Heartbeat, MeterValues,
            MeterValues, MeterValues, Heartbeat, MeterValues, MeterValues, MeterValues, Heartbeat, MeterValues, StopTransaction, StatusNotification,
        ]);

    public static Workload Sessions(int meterValues) =>
        new("sessions", true, [Authorize, StartTransaction, StatusNotification, .. Enumerable.Repeat(MeterValues, meterValues), StopTransaction]);

    /// <summary>Whether a transaction must run for whoever begins at this place of the cycle.</summary>
    public bool IsWithinTransaction(int place) =>
        Cycle[place..].Concat(Cycle[..place]).FirstOrDefault(kind => kind is StartTransaction or MeterValues or StopTransaction) is MeterValues or StopTransaction;
}
