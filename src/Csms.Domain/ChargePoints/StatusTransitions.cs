using static Csms.Domain.ChargePoints.ConnectorStatus;

namespace Csms.Domain.ChargePoints;

/// <summary>The status changes that OCPP 1.6 section 4.9 lists. Others happen all the same (a charge point reports only the last state after an
/// outage), and are marked.</summary>
internal static class StatusTransitions
{
    private static readonly int[] Allowed = Table();

    /// <summary>Whether a connector may report this after that; the same status again is no transition.</summary>
    public static bool IsPossible(int connectorId, ConnectorStatus? from, ConnectorStatus to) => connectorId == 0
        ? to is Available or Unavailable or Faulted
        : from is null || from == to || (Allowed[(int)from] & (1 << (int)to)) != 0;

    private static int[] Table()
    {
        var table = new int[Enum.GetValues<ConnectorStatus>().Length];
        table[(int)Available] = Set(Preparing, Charging, SuspendedEV, SuspendedEVSE, Reserved, Unavailable, Faulted);
        table[(int)Preparing] = Set(Available, Charging, SuspendedEV, SuspendedEVSE, Finishing, Faulted);
        table[(int)Charging] = Set(Available, SuspendedEV, SuspendedEVSE, Finishing, Unavailable, Faulted);
        table[(int)SuspendedEV] = Set(Available, Charging, SuspendedEVSE, Finishing, Unavailable, Faulted);
        table[(int)SuspendedEVSE] = Set(Available, Charging, SuspendedEV, Finishing, Unavailable, Faulted);
        table[(int)Finishing] = Set(Available, Preparing, Unavailable, Faulted);
        table[(int)Reserved] = Set(Available, Preparing, Unavailable, Faulted);
        table[(int)Unavailable] = Set(Available, Preparing, Charging, SuspendedEV, SuspendedEVSE, Faulted);
        table[(int)Faulted] = Set(Available, Preparing, Charging, SuspendedEV, SuspendedEVSE, Finishing, Reserved, Unavailable);
        return table;
    }

    private static int Set(params ReadOnlySpan<ConnectorStatus> statuses)
    {
        var set = 0;
        foreach (var status in statuses) set |= 1 << (int)status;
        return set;
    }
}
