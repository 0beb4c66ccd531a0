using System.Buffers;
using Microsoft.Extensions.ObjectPool;

namespace Csms.Host.Connections;

/// <summary>Buffers for frames that are written: reused, so that an answer allocates none.</summary>
internal static class OutgoingBuffers
{
    private const int MostKept = 256;
    private static readonly DefaultObjectPool<ArrayBufferWriter<byte>> Kept = new(new Policy(), MostKept);

    public static ArrayBufferWriter<byte> Rent() => Kept.Get();

    public static void Return(ArrayBufferWriter<byte> buffer) => Kept.Return(buffer);

    private sealed class Policy : PooledObjectPolicy<ArrayBufferWriter<byte>>
    {
        private const int Usual = 512;
        private const int LargestKept = 64 * 1024;

        public override ArrayBufferWriter<byte> Create() => new(Usual);

        public override bool Return(ArrayBufferWriter<byte> obj)
        {
            if (obj.Capacity > LargestKept)
                return false;
            obj.ResetWrittenCount();
            return true;
        }
    }
}
