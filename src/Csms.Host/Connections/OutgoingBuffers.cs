using System.Buffers;
using System.Collections.Concurrent;

namespace Csms.Host.Connections;

/// <summary>Buffers for frames that are written: reused, so that an answer allocates none.</summary>
internal static class OutgoingBuffers
{
    private const int MostKept = 256;
    private const int LargestKept = 64 * 1024;
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Kept = [];

    public static ArrayBufferWriter<byte> Rent() => Kept.TryTake(out var buffer) ? buffer : new ArrayBufferWriter<byte>(512);

    public static void Return(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > LargestKept || Kept.Count >= MostKept)
            return;
        buffer.ResetWrittenCount();
        Kept.Add(buffer);
    }
}
