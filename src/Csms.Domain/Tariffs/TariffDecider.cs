using System.Diagnostics;
using static Csms.Domain.Tariffs.TariffCommand;
using static Csms.Domain.Tariffs.TariffEvent;

namespace Csms.Domain.Tariffs;

/// <summary>The rules of a tariff. What sessions may have begun under is never changed: nothing comes into force in the past.</summary>
public static class TariffDecider
{
    private static readonly Rejection TariffNotFound = new("tariff_not_found", "No such tariff was published.");
    private static readonly Rejection IdChanged = new("tariff_id_changed", "The id of a tariff stays the same in all its versions. Publish another tariff instead.");
    private static readonly Rejection InThePast = new("in_force_in_the_past", "Sessions may have started since. Let it come into force now or later.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<TariffEvent> Decide(TariffCommand command, VersionedTariff state) => (command, state) switch
    {
        (RequestPublication p, { Latest: { } latest }) when IsSame(p, latest, state) => [],
        (RequestPublication p, _) when TariffObjections.To(p.Tariff) is [var objection, ..] => objection,
        (RequestPublication p, { Latest.Tariff.Id: { } id }) when id != p.Tariff.Id => IdChanged,
        (RequestPublication p, _) when p.InForceFrom < p.Now => InThePast,
        (RequestPublication p, _) => [new Published((state.Latest?.Number ?? 0) + 1, p.InForceFrom, p.Tariff)],

        (RequestWithdrawal, { Latest: null }) => TariffNotFound,
        (RequestWithdrawal w, { Versions: [.., { Tariff: null } last] }) when last.InForceFrom <= w.InForceFrom => [],
        (RequestWithdrawal w, _) when w.InForceFrom < w.Now => InThePast,
        (RequestWithdrawal w, _) => [new Withdrawn(w.InForceFrom)],

        _ => throw new UnreachableException($"{command} is no command to a tariff."),
    };

    // The same again, in force already or at that very moment.
    private static bool IsSame(RequestPublication p, TariffVersion latest, VersionedTariff state) =>
        state.Versions[^1] == latest
        && latest.InForceFrom <= p.InForceFrom
        && TariffJson.Write(p.Tariff).AsSpan().SequenceEqual(TariffJson.Write(latest.Tariff!));
}
