using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Csms.Domain.Anomalies;

/// <summary>An anomaly and what was decided about it: the fold of its <see cref="AnomalyEvent"/>s.</summary>
public sealed record FoundAnomaly
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "anomaly";

    /// <summary>Before anything was found.</summary>
    public static FoundAnomaly Initial { get; } = new();

    /// <summary>What was found last; null before that.</summary>
    public AnomalyEvent.Found? Finding { get; init; }

    /// <summary>What ended it; null while it is open.</summary>
    public AnomalyEvent? End { get; init; }

    /// <summary>The stream of an anomaly, <c>anomaly-{uuid}</c>.</summary>
    public static string StreamId(Guid id) => $"{StreamType}-{id:D}";

    /// <summary>The identity of an anomaly, made of what it is about: finding it again meets the same stream.</summary>
    /// <param name="about">Unique among all that anomalies can be about.</param>
    /// <returns>A UUID of version 8 (RFC 9562 section 5.8).</returns>
    public static Guid IdentityOf(string about)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The state after one more event.</summary>
    public FoundAnomaly Evolve(AnomalyEvent e) => e switch
    {
        AnomalyEvent.Found found => new() { Finding = found },
        AnomalyEvent.Resolved or AnomalyEvent.Accepted or AnomalyEvent.Overridden => this with { End = e },
        _ => throw new UnreachableException($"{e} is no event of an anomaly."),
    };
}
