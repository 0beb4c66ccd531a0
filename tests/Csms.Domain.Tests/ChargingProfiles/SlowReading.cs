using Csms.Domain.ChargingProfiles;
using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>The rules read once more, moment by moment and without cleverness, to hold the calculator against.</summary>
internal static class SlowReading
{
    /// <summary>The limits on a connector, or on the charge point for connector 0, as they were installed.</summary>
    public static IEnumerable<(decimal Value, ChargingRateUnit Unit)> LimitsThatApply(InstalledProfiles installed, CompositeScheduleRequest request, int second)
    {
        var moment = request.Start.AddSeconds(second);
        if (Prevailing(installed.All.Where(i => i.Profile.Purpose == ChargePointMaxProfile && i.ConnectorId == 0), moment, request.Start) is { } max)
            yield return max;
        if (request.ConnectorId == 0) yield break;

        var transaction = request.Connectors.Single(c => c.ConnectorId == request.ConnectorId).Transaction;
        var start = transaction?.StartedAt ?? request.Start;
        var own = transaction is null ? [] : installed.All.Where(i =>
            i.Profile.Purpose == TxProfile && i.ConnectorId == request.ConnectorId && (i.Profile.TransactionId ?? transaction.TransactionId) == transaction.TransactionId);
        var defaults = installed.All.Where(i => i.Profile.Purpose == TxDefaultProfile).ToArray();
        var forThis = defaults.Where(i => i.ConnectorId == request.ConnectorId).ToArray();
        var forAll = defaults.Where(i => i.ConnectorId == 0 && forThis.All(t => t.Profile.StackLevel != i.Profile.StackLevel));
        var part = Prevailing(own, moment, start) ?? Prevailing(forThis.Concat(forAll), moment, start);
        if (part is { } limit) yield return limit;
        else if (request.Supply.DefaultCurrent is { } current) yield return (current, ChargingRateUnit.A);
    }

    public static decimal Convert(decimal value, ChargingRateUnit from, ChargingRateUnit to, int phases) =>
        from == to ? value : to == ChargingRateUnit.W ? value * 230 * phases : value / (230 * phases);

    private static (decimal, ChargingRateUnit)? Prevailing(IEnumerable<InstalledProfile> profiles, DateTimeOffset moment, DateTimeOffset startOfCharging)
    {
        foreach (var profile in profiles.Select(i => i.Profile).OrderBy(profile => -profile.StackLevel))
            if (LimitOf(profile, moment, startOfCharging) is { } limit) return (limit, profile.Schedule.Unit);
        return null;
    }

    private static decimal? LimitOf(ChargingProfile profile, DateTimeOffset moment, DateTimeOffset startOfCharging)
    {
        if (profile.ValidFrom > moment || profile.ValidTo <= moment) return null;
        var first = profile.Kind == ChargingProfileKind.Relative ? startOfCharging : profile.Schedule.StartSchedule ?? startOfCharging;
        var days = profile is { Kind: ChargingProfileKind.Recurring, Recurrency: { } kind } ? kind == RecurrencyKind.Daily ? 1 : 7 : 0;
        var start = days == 0 ? first : Enumerable.Range(-40, 80).Select(n => first.AddDays(n * days)).Last(start => start <= moment);
        if (start > moment || moment >= start.AddSeconds(profile.Schedule.Duration ?? 1e9)) return null;
        return profile.Schedule.Periods.Last(period => start.AddSeconds(period.StartPeriod) <= moment).Limit;
    }
}
