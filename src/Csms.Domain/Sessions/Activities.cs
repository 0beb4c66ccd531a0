using Csms.Domain.ChargePoints;
using Csms.Domain.Energy;

namespace Csms.Domain.Sessions;

/// <summary>What happened when.</summary>
internal static class Activities
{
    private const decimal StillEnergy = 10;
    private const decimal StillPower = 100;
    private static readonly TimeSpan StillTime = TimeSpan.FromMinutes(5);

    /// <summary>By statuses. Late ones are put where their time says; a status never ends a transaction (quirk Q26).</summary>
    public static List<Stretch> Reported(IReadOnlyList<ReportedStatus> statuses, DateTimeOffset start, DateTimeOffset stop, DateTimeOffset end)
    {
        var stretches = new List<Stretch>();
        var (since, activity) = (start, Activity.Charging);
        foreach (var (at, status) in statuses.Select(status => (status.At.Corrected, status.Status)).OrderBy(status => status.Corrected))
        {
            if (at >= end) break;
            if (at >= stop) ChangeTo(AfterStop(activity), stop);
            if (at > start) ChangeTo(at < stop ? During(status) ?? activity : After(status), at);
            else activity = AtStart(status);
        }

        ChangeTo(AfterStop(activity), stop);
        if (end > since) stretches.Add(new(since, end, activity));
        return stretches;

        void ChangeTo(Activity next, DateTimeOffset at)
        {
            if (at < since || next == activity) return;
            if (at > since) stretches.Add(new(since, at, activity));
            (since, activity) = (at, next);
        }
    }

    /// <summary>Idleness that was not reported (many charge points never send SuspendedEV): two samples or more, and five minutes or more, in which
    /// nothing flows; from the first of these samples on.</summary>
    public static IEnumerable<TimeSpent> Still(SessionReports reports, DateTimeOffset stop)
    {
        var power = new Electrical(reports.Metered, SampledValues.Power);
        var points = reports.Energy.Course.Points;
        for (var first = 1; first < points.Count; first++)
        {
            var next = first;
            while (next < points.Count && IsStill(first, next)) next++;
            if (next - first < 2) continue;

            // To its end when nothing comes after it; else energy began to flow again some time after the last of them.
            var (from, to) = (points[first].At.Corrected, next == points.Count ? stop : points[next - 1].At.Corrected);
            if (to - from < StillTime) continue;
            yield return new(from, to);
            first = next;
        }

        // Without samples of power a short interval shows little: what all of them brought has to be little too.
        bool IsStill(int first, int i)
        {
            if (points[i].Wh - points[i - 1].Wh > StillEnergy) return false;
            if (power.ReadAt(points[i].At.Corrected) is { } watts) return watts < StillPower;
            var (brought, lasted) = (points[i].Wh - points[first - 1].Wh, points[i].At.Corrected - points[first - 1].At.Corrected);
            return brought <= StillEnergy || brought * (decimal)TimeSpan.TicksPerHour / lasted.Ticks < StillPower;
        }
    }

    // A start finds a vehicle or a charge point that holds back as it was; anything else was before it.
    private static Activity AtStart(ConnectorStatus status) =>
        During(status) is Activity.SuspendedByVehicle or Activity.SuspendedByChargePoint ? During(status)!.Value : Activity.Charging;

    private static Activity? During(ConnectorStatus status) => status switch
    {
        ConnectorStatus.Charging => Activity.Charging,
        ConnectorStatus.SuspendedEV => Activity.SuspendedByVehicle,
        ConnectorStatus.SuspendedEVSE => Activity.SuspendedByChargePoint,
        ConnectorStatus.Finishing => Activity.Parked,
        ConnectorStatus.Faulted or ConnectorStatus.Unavailable => Activity.OutOfOrder,
        _ => null,
    };

    private static Activity AfterStop(Activity activity) => activity is Activity.OutOfOrder ? activity : Activity.Parked;

    private static Activity After(ConnectorStatus status) =>
        status is ConnectorStatus.Faulted or ConnectorStatus.Unavailable ? Activity.OutOfOrder : Activity.Parked;
}
