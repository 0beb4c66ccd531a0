using Csms.Domain.ChargingProfiles;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.Tests.Invariants.Anything;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>Installations of few distinct values, so that profiles meet, overlap and replace each other.</summary>
internal static class AnyInstallation
{
    public const int Hour = 3600;

    public static readonly DateTimeOffset Now = Moments.At("2026-03-02 12:00");

    private static Gen<DateTimeOffset> Moment { get; } = Gen.Choose(-10, 10).Select(sixHours => Now.AddHours(6 * sixHours));

    private static Gen<ChargingSchedule> Schedule { get; } =
        from unit in Of<ChargingRateUnit>()
        from lengths in Gen.Choose(1, 10).ArrayOf(3)
        from limits in Gen.Choose(0, 6).ArrayOf(3)
        from phases in Gen.Elements<int?>(null, 1, 2, 3).ArrayOf(3)
        from count in Gen.Choose(1, 3)
        from duration in Maybe(Gen.Choose(0, 12))
        from start in Maybe(Moment)
        select new ChargingSchedule(
            unit,
            [.. Enumerable.Range(0, count).Select(i => new ChargingSchedulePeriod(lengths.Take(i).Sum() * 3 * Hour, limits[i] * (unit == ChargingRateUnit.A ? 4.5m : 1500), phases[i]))],
            duration * 3 * Hour,
            start);

    /// <summary>With its connector. Ids are few too, levels are 0 to 2.</summary>
    public static Gen<InstalledProfile> Profile { get; } =
        from schedule in Schedule
        from id in Gen.Choose(1, 12)
        from level in Gen.Choose(0, 2)
        from purpose in Of<ChargingProfilePurpose>()
        from kind in Of<ChargingProfileKind>()
        from recurrency in Maybe(Of<RecurrencyKind>())
        from transaction in Gen.Elements<int?>(null, 7, 8)
        from validFrom in Maybe(Moment)
        from validTo in Maybe(Moment)
        from connector in Gen.Choose(0, 2)
        select new InstalledProfile(
            purpose == ChargingProfilePurpose.ChargePointMaxProfile ? 0 : connector,
            new(id, level, purpose, kind, schedule, transaction, recurrency, validFrom, validTo));

    public static Gen<InstalledProfile[]> Profiles { get; } = Gen.Choose(0, 12).SelectMany(count => Profile.ArrayOf(count));

    public static Gen<CompositeScheduleRequest> Request { get; } =
        from connectorId in Gen.Choose(0, 2)
        from unit in Of<ChargingRateUnit>()
        from days in Gen.Choose(1, 15)
        from transactions in Maybe(Moment).ArrayOf(2)
        from current in Gen.Elements<decimal?>(null, 32)
        select new CompositeScheduleRequest(
            connectorId,
            Now,
            days * 24 * Hour,
            unit,
            [.. transactions.Select((start, i) => new ChargingConnector(i + 1, start is { } since ? new(7 + i, since) : null))],
            new(DefaultCurrent: current));

    public static InstalledProfiles Installed(IEnumerable<InstalledProfile> profiles) =>
        profiles.Aggregate(InstalledProfiles.None, (installed, next) => installed.Install(next.ConnectorId, next.Profile));

    public static CompositePeriod At(this CompositeSchedule schedule, int second) => schedule.Periods.Last(period => period.StartPeriod <= second);

    /// <summary>Every third hour of the window: all that is generated changes at full hours of these only.</summary>
    public static IEnumerable<int> Moments3h(this CompositeScheduleRequest request) =>
        Enumerable.Range(0, request.Duration / (3 * Hour)).Select(i => i * 3 * Hour);
}
