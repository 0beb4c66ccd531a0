using System.Text.Json;

namespace Csms.Domain.Tariffs;

/// <summary>Tariffs in OCPI's names (snake_case, enumerations in capitals, absent members left out).</summary>
public static class TariffJson
{
    /// <summary>The tariff as OCPI writes it.</summary>
    public static byte[] Write(Tariff tariff) => OcpiJson.Write(tariff);

    /// <summary>Reads what OCPI writes; members that are not ours are passed over.</summary>
    /// <exception cref="JsonException">It is no tariff; the message says where.</exception>
    public static Tariff Read(ReadOnlySpan<byte> json) => OcpiJson.ReadTariff(json);
}
