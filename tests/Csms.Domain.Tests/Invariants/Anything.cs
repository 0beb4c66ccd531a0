using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Invariants;

/// <summary>Values that charge points send: few enough to collide often, and among them the ones that break things.</summary>
internal static class Anything
{
    public static Gen<DateTimeOffset> Time { get; } = Gen.Elements(
        DateTimeOffset.MinValue,
        At("1970-01-01"),
        At("2026-03-01 10:00"),
        At("2026-03-01 10:00").ToOffset(TimeSpan.FromHours(2)),
        At("2026-03-01 10:00:00.1234567"),
        At("2026-03-01 11:00"),
        DateTimeOffset.MaxValue);

    /// <summary>With the characters that JSON escapes, that Unicode splits in two, and that no charge point should send.</summary>
    public static Gen<string> Text { get; } = Gen.Elements("", "a", "A", "a\"b\\c", "\t\r\n\u0001", "ä€", "😀", "<&>'+", "\\u0000", new string('x', 300));

    public static Gen<string?> Optional { get; } = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));

    public static Gen<Guid> Id { get; } = Gen.Elements(Guid.Empty, new Guid("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f"), new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    public static Gen<long> Register { get; } = Gen.Elements(long.MinValue, -1, 0, 1000, 4200, long.MaxValue);

    public static Gen<int> ConnectorId { get; } = Gen.Elements(int.MinValue, 0, 1, 2, int.MaxValue);

    public static Gen<Sample> Sample { get; } =
        from value in Gen.Elements("1000", "1.5", "-0", "1e9", "79228162514264337593543950335", "", "n/a", null)
        from measurand in Gen.Elements(null, "Energy.Active.Import.Register", "Voltage")
        from unit in Gen.Elements(null, "Wh", "kWh")
        from rest in Optional
        from content in Maybe(Id)
        select new Sample(value, measurand, unit, rest, Phase: rest == "a" ? "L1" : null, ContentId: content);

    public static Gen<MeterReading> Reading { get; } =
        from time in Time
        from samples in Sample.ArrayOf()
        select new MeterReading(time, samples);

    public static Gen<IReadOnlyList<MeterReading>> Readings { get; } = Reading.ArrayOf().Select(readings => (IReadOnlyList<MeterReading>)readings);

    public static Gen<T> Of<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    public static Gen<T?> Maybe<T>(Gen<T> some)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), some.Select(value => (T?)value));

    public static Gen<IReadOnlyList<T>?> MaybeList<T>(Gen<IReadOnlyList<T>> some) =>
        Gen.OneOf(Gen.Constant<IReadOnlyList<T>?>(null), some.Select(list => (IReadOnlyList<T>?)list));

    /// <summary>Checks a property of many values; a failure names the seed that repeats it.</summary>
    public static void ShouldHold<T>(this Gen<T> values, Action<T> property) =>
        Prop.ForAll(values.ToArbitrary(), property).QuickCheckThrowOnFailure();
}
