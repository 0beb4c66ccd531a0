using System.Net;

namespace Csms.Simulator.Connection;

/// <summary>The central system answered the handshake with something other than an OCPP 1.6 WebSocket.</summary>
public sealed class HandshakeRefusedException(HttpStatusCode status, string reason) : Exception($"The handshake was refused with {(int)status} {status}: {reason}.")
{
    public HttpStatusCode Status => status;
}

/// <summary>There is no connection, or it ended before the answer came.</summary>
public sealed class ConnectionLostException(string message) : Exception(message);

/// <summary>The central system answered a call with CALLERROR.</summary>
public sealed class CallRefusedException(string action, string code, string description) : Exception($"{action} was answered with CALLERROR {code}: {description}")
{
    public string Code => code;
}
