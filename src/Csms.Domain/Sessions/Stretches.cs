namespace Csms.Domain.Sessions;

/// <summary>A stretch of one activity, before it is cut at readings.</summary>
internal sealed record Stretch(DateTimeOffset From, DateTimeOffset To, Activity Activity, bool Inferred = false, TimeCountsAs Counts = TimeCountsAs.Nothing)
{
    public bool IsIdle => Activity is Activity.SuspendedByVehicle or Activity.Parked;
}

/// <summary>Gapless stretches, and what is laid over them.</summary>
internal static class Stretches
{
    /// <summary>The stretches with those parts changed that lie in a span.</summary>
    public static List<Stretch> Over(this List<Stretch> stretches, DateTimeOffset from, DateTimeOffset to, Func<Stretch, Stretch> change)
    {
        var result = new List<Stretch>();
        foreach (var stretch in stretches)
        {
            var (start, end) = (Later(stretch.From, from), Earlier(stretch.To, to));
            if (start >= end)
            {
                result.Add(stretch);
                continue;
            }

            if (stretch.From < start) result.Add(stretch with { To = start });
            result.Add(change(stretch with { From = start, To = end }));
            if (end < stretch.To) result.Add(stretch with { From = end });
        }

        return result;
    }

    /// <summary>What the time of each counts as: idleness is parking when the grace of its beginning is over, and until the limit is used up.</summary>
    public static List<Stretch> Counted(this List<Stretch> stretches, IdlePolicy idle)
    {
        var result = new List<Stretch>();
        var (left, grace) = (idle.MaxBillable ?? TimeSpan.MaxValue, idle.Grace);
        foreach (var stretch in stretches)
        {
            if (!stretch.IsIdle)
            {
                grace = idle.Grace;
                result.Add(stretch with { Counts = Of(stretch.Activity, idle) });
                continue;
            }

            var free = Shorter(grace, stretch.To - stretch.From);
            var billed = Shorter(left, stretch.To - stretch.From - free);
            (grace, left) = (grace - free, left - billed);
            // Of the last day of all times an hour later is another year in some zones.
            var from = stretch.From.ToUniversalTime();
            var (begins, ends) = (from + free, from + free + billed);
            if (free > TimeSpan.Zero) result.Add(stretch with { To = begins });
            if (billed > TimeSpan.Zero) result.Add(stretch with { From = begins, To = ends, Counts = TimeCountsAs.ParkingTime });
            if (ends < stretch.To) result.Add(stretch with { From = ends });
        }

        return result;
    }

    private static TimeCountsAs Of(Activity activity, IdlePolicy idle) => activity switch
    {
        Activity.Charging => TimeCountsAs.Time,
        Activity.SuspendedByChargePoint when idle.SuspendedByChargePointIsTime => TimeCountsAs.Time,
        _ => TimeCountsAs.Nothing,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
