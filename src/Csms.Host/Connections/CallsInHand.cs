using Ocpp.Protocol;

namespace Csms.Host.Connections;

/// <summary>The CALLs of a connection that were read and not answered yet, by their ids. The same CALL may come twice, another one under the same id may
/// not: its sender could not tell which of them an answer is for (OCPP-J section 4.2.3).</summary>
internal sealed class CallsInHand
{
    private readonly Lock gate = new();

    // Hardly ever more than one, and never more than a connection lets come in: a dictionary would be three times as large in every idle connection.
    private readonly List<(OcppFrame Call, int Times)> held = new(1);

    public bool TryTake(in OcppFrame call)
    {
        lock (gate)
        {
            if (PlaceOf(call) is not (>= 0 and var place))
                held.Add((call, 1));
            else if (held[place].Call.Action == call.Action && held[place].Call.Payload.Span.SequenceEqual(call.Payload.Span))
                held[place] = (call, held[place].Times + 1);
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
            var place = PlaceOf(call);
            if (held[place].Times == 1)
                held.RemoveAt(place);
            else
                held[place] = (held[place].Call, held[place].Times - 1);
        }
    }

    private int PlaceOf(in OcppFrame call)
    {
        for (var place = 0; place < held.Count; place++)
        {
            if (held[place].Call.UniqueId == call.UniqueId)
                return place;
        }

        return -1;
    }
}
