using System.Text.Json;
using Csms.Domain.Tariffs;

namespace Csms.Host.Api.Tariffs;

/// <summary>A version of a tariff.</summary>
/// <param name="TariffId">OCPI's id.</param>
/// <param name="Version">1, 2, …</param>
/// <param name="InForceFrom">Sessions that start from then on are priced by it.</param>
/// <param name="WithdrawnFrom">Sessions that start from then on are not priced by this tariff; absent while it is in use.</param>
/// <param name="Tariff">As OCPI 2.2.1 writes it.</param>
internal sealed record TariffView(string TariffId, int Version, DateTimeOffset InForceFrom, DateTimeOffset? WithdrawnFrom, OcpiTariff Tariff)
{
    public static TariffView Example { get; } = new("day-and-night", 2, new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), null, OcpiTariff.Example);

    public static TariffView Of(VersionedTariff tariff, TariffVersion version) => new(
        version.Tariff!.Id,
        version.Number,
        version.InForceFrom,
        tariff.Versions is [.., { Tariff: null } withdrawn] ? withdrawn.InForceFrom : null,
        new(JsonElement.Parse(TariffJson.Write(version.Tariff))));
}
