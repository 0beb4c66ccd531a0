using System.Buffers;
using System.Buffers.Binary;

namespace Csms.Host.Hosting;

/// <summary>What a client offers at the beginning of a TLS handshake, as far as the choice of the server certificate and the reason of a refusal hang on it
/// (RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2).</summary>
/// <param name="IsNewEnough">It speaks TLS 1.2 or 1.3.</param>
/// <param name="HasSuite">It offers a cipher suite that is served here.</param>
/// <param name="TakesEcdsa">It can be shown an ECDSA certificate.</param>
internal readonly record struct ClientHello(bool IsNewEnough, bool HasSuite, bool TakesEcdsa)
{
    private const int RecordHeader = 5;
    private const int SignatureAlgorithms = 13;
    private const int SupportedVersions = 43;

    /// <summary>Reads the record as it came; one that breaks its own lengths offers nothing.</summary>
    public static ClientHello Read(ReadOnlySequence<byte> record)
    {
        try
        {
            return Read(record.ToArray().AsSpan(RecordHeader));
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    private static ClientHello Read(ReadOnlySpan<byte> hello)
    {
        const int header = 4, random = 32;
        var version = BinaryPrimitives.ReadUInt16BigEndian(hello[header..]);
        var rest = hello[(header + 2 + random)..];
        rest = rest[(1 + rest[..1][0])..]; // session id
        var suites = Block(ref rest, 2);
        Block(ref rest, 1); // compression methods: TLS 1.3 has none, and OpenSSL does none
        var extensions = rest.IsEmpty ? rest : rest[2..];
        var versions = Extension(extensions, SupportedVersions, lengthBytes: 1);
        var signatures = Extension(extensions, SignatureAlgorithms, lengthBytes: 2);

        var tls13 = Contains(versions, 0x0304) && ContainsAny(suites, TlsSuites.Tls13);
        var tls12 = versions.IsEmpty ? version >= 0x0303 : Contains(versions, 0x0303);
        // A client that names no algorithms takes what goes with its cipher suites (RFC 5246 section 7.4.1.4.1).
        var signs = signatures.IsEmpty || ContainsAny(signatures, [0x0403, 0x0503, 0x0603]);
        var ecdsa = ContainsAny(suites, TlsSuites.EcdheEcdsa);
        return new ClientHello(
            tls13 || tls12,
            tls13 || ecdsa || ContainsAny(suites, TlsSuites.EcdheRsa) || ContainsAny(suites, TlsSuites.Rsa),
            signs && (tls13 || (tls12 && ecdsa)));
    }

    /// <summary>What stands in an extension behind its list's length; empty where there is no such extension.</summary>
    private static ReadOnlySpan<byte> Extension(ReadOnlySpan<byte> extensions, int wanted, int lengthBytes)
    {
        while (!extensions.IsEmpty)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            var length = BinaryPrimitives.ReadUInt16BigEndian(extensions[2..]);
            if (type == wanted)
                return extensions[(4 + lengthBytes)..(4 + length)];
            extensions = extensions[(4 + length)..];
        }

        return [];
    }

    /// <summary>A block behind its length of one or two bytes; moves on behind it.</summary>
    private static ReadOnlySpan<byte> Block(ref ReadOnlySpan<byte> from, int lengthBytes)
    {
        var length = lengthBytes == 1 ? from[..1][0] : BinaryPrimitives.ReadUInt16BigEndian(from);
        var block = from.Slice(lengthBytes, length);
        from = from[(lengthBytes + length)..];
        return block;
    }

    private static bool Contains(ReadOnlySpan<byte> pairs, ushort value)
    {
        for (; pairs.Length >= 2; pairs = pairs[2..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(pairs) == value)
                return true;
        }

        return false;
    }

    private static bool ContainsAny(ReadOnlySpan<byte> pairs, ReadOnlySpan<ushort> values)
    {
        foreach (var value in values)
        {
            if (Contains(pairs, value))
                return true;
        }

        return false;
    }
}
