using Ocpp.Protocol;

namespace Csms.Host.Connections;

/// <summary>The CALLs of a connection that were read and not answered yet, by their ids. The same CALL may come twice, another one under the same id may
/// not: its sender could not tell which of them an answer is for (OCPP-J section 4.2.3).</summary>
internal sealed class CallsInHand
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (OcppFrame Call, int Times)> byId = new(StringComparer.Ordinal);

    public bool TryTake(in OcppFrame call)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(call.UniqueId, out var held))
                byId.Add(call.UniqueId, (call, 1));
            else if (held.Call.Action == call.Action && held.Call.Payload.Span.SequenceEqual(call.Payload.Span))
                byId[call.UniqueId] = (call, held.Times + 1);
            else
                return false;
            return true;
        }
    }

    /// <summary>Must come before the buffer of the call is given back.</summary>
    public void LetGo(in OcppFrame call)
    {
        lock (gate)
        {
            var (held, times) = byId[call.UniqueId];
            if (times == 1)
                byId.Remove(call.UniqueId);
            else
                byId[call.UniqueId] = (held, times - 1);
        }
    }
}
