using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Tells the time, which is the charge point's clock source (OCPP 1.6 section 4.6). Not an event: that it was here is a column (ADR 0005).</summary>
internal sealed class Heartbeat(TimeProvider clock)
{
    public ValueTask<HeartbeatResponse> HandleAsync(ChargePointSession session, HeartbeatRequest request, MessageContext context, CancellationToken cancellationToken) =>
        new(new HeartbeatResponse(clock.GetUtcNow()));
}
