using System.Buffers;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>A request as it goes on the wire.</summary>
internal static class OcppPayload
{
    public static ReadOnlyMemory<byte> Of(OcppAction action, object request)
    {
        var frame = new ArrayBufferWriter<byte>();
        OcppFrameWriter.WriteCall(frame, "-", action, request);
        return OcppFrame.Parse(frame.WrittenMemory).Frame.Payload;
    }
}
