using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Csms.Domain.Tariffs;

/// <summary>A tariff in all its versions: the fold of its <see cref="TariffEvent"/>s. Nothing is ever taken back that sessions have begun under, so
/// the version of a session follows from its start alone.</summary>
public sealed record VersionedTariff
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "tariff";

    /// <summary>Before anything happened.</summary>
    public static VersionedTariff Initial { get; } = new();

    /// <summary>Versions and withdrawals in the order in which they were decided; of those that have begun, the last one decided is in force.</summary>
    public ImmutableList<TariffVersion> Versions { get; init; } = [];

    /// <summary>The last version that was published; null before the first.</summary>
    public TariffVersion? Latest => Versions.LastOrDefault(version => version.Tariff is not null);

    /// <summary>The stream of a tariff, <c>tariff-{uuid}</c>.</summary>
    public static string StreamId(Guid tariff) => $"tariff-{tariff:D}";

    /// <summary>The stream of the tariff with this id of OCPI, whatever its case: an id names one tariff for ever.</summary>
    public static string StreamId(string tariffId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(tariffId.ToUpperInvariant())).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return StreamId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>What a session is priced by for good that starts at a moment; null: by nothing of this tariff.</summary>
    public TariffVersion? At(DateTimeOffset sessionStart) =>
        Versions.LastOrDefault(version => version.InForceFrom <= sessionStart) is { Tariff: not null } version ? version : null;

    /// <summary>A version by its number, for bills that name it; null when there is none.</summary>
    public TariffVersion? Version(int number) => Versions.FirstOrDefault(version => version.Number == number && version.Tariff is not null);

    /// <summary>The state after one more event.</summary>
    public VersionedTariff Evolve(TariffEvent e) => e switch
    {
        TariffEvent.Published published => this with { Versions = Versions.Add(new(published.Version, published.InForceFrom, published.Tariff)) },
        TariffEvent.Withdrawn withdrawn => this with { Versions = Versions.Add(new(Latest?.Number ?? 0, withdrawn.InForceFrom, null)) },
        _ => throw new UnreachableException($"{e} is no event of a tariff."),
    };
}

/// <summary>What is in force from a moment on.</summary>
/// <param name="Number">1, 2, …; that of the version before for a withdrawal.</param>
/// <param name="InForceFrom">For sessions that start from it on.</param>
/// <param name="Tariff">Null: nothing, the tariff was withdrawn.</param>
public sealed record TariffVersion(int Number, DateTimeOffset InForceFrom, Tariff? Tariff);
