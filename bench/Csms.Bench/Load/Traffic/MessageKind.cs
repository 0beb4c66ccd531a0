namespace Csms.Bench.Load.Traffic;

/// <summary>What a charge point sends under load.</summary>
internal enum MessageKind
{
    BootNotification,
    Heartbeat,
    Authorize,
    StartTransaction,
    StatusNotification,
    MeterValues,
    StopTransaction,
}
