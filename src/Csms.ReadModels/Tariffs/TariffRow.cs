using System.Text.Json;

namespace Csms.ReadModels.Tariffs;

/// <summary>A tariff by its newest version.</summary>
/// <param name="TariffId">OCPI's id.</param>
/// <param name="Version">Number of the newest version.</param>
/// <param name="InForceFrom">For sessions that start from then on.</param>
/// <param name="WithdrawnFrom">Null while it is in use.</param>
/// <param name="Document">As OCPI 2.2.1 writes it.</param>
public sealed record TariffRow(
    string StreamId,
    string TariffId,
    int Version,
    DateTimeOffset InForceFrom,
    string Currency,
    DateTimeOffset PublishedAt,
    DateTimeOffset? WithdrawnFrom,
    JsonElement Document) : ReadModelRow;
