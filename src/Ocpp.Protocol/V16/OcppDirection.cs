namespace Ocpp.Protocol.V16;

/// <summary>Who sends the request of an action.</summary>
[Flags]
public enum OcppDirection
{
    /// <summary>The charge point asks, the central system answers.</summary>
    FromChargePoint = 1,

    /// <summary>The central system asks, the charge point answers.</summary>
    ToChargePoint = 2,

    /// <summary>Either asks the other (DataTransfer).</summary>
    Both = FromChargePoint | ToChargePoint,
}
