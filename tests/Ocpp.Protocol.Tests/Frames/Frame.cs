using System.Buffers;
using System.Text;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Frames;

internal static class Frame
{
    public static ParsedFrame Parse(string json) => OcppFrame.Parse(Encoding.UTF8.GetBytes(json));

    public static string Text(this ReadOnlyMemory<byte> payload) => Encoding.UTF8.GetString(payload.Span);

    public static string Written(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Parsed ReadRequest(this OcppAction action, string json, bool strict = false) => action.ReadRequest(Encoding.UTF8.GetBytes(json), strict);

    public static Parsed ReadResponse(this OcppAction action, string json, bool strict = false) => action.ReadResponse(Encoding.UTF8.GetBytes(json), strict);
}
