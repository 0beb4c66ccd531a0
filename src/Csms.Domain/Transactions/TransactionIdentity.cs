using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Csms.Domain.Transactions;

/// <summary>Makes a transaction's identity of the content of its start. A storage format: what it makes of a start may never change.</summary>
internal static class TransactionIdentity
{
    public static Guid Of(string chargePointId, int connectorId, Guid tokenId, DateTimeOffset timestamp, long meterStart)
    {
        // Members of fixed length first, so that the identity of the charge point needs no delimiter.
        var content = new byte[36 + Encoding.UTF8.GetByteCount(chargePointId)];
        BinaryPrimitives.WriteInt32BigEndian(content, connectorId);
        tokenId.TryWriteBytes(content.AsSpan(4), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(20), timestamp.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(28), meterStart);
        Encoding.UTF8.GetBytes(chargePointId, content.AsSpan(36));

        var uuid = SHA256.HashData(content).AsSpan(0, 16);
        uuid[6] = (byte)(0x80 | (uuid[6] & 0x0F));
        uuid[8] = (byte)(0x80 | (uuid[8] & 0x3F));
        return new Guid(uuid, bigEndian: true);
    }
}
