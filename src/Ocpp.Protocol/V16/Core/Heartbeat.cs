namespace Ocpp.Protocol.V16;

/// <summary>A charge point is alive and wants to know the time (OCPP 1.6 section 4.6).</summary>
public sealed record HeartbeatRequest;

/// <summary>Answer to <see cref="HeartbeatRequest"/>.</summary>
public sealed record HeartbeatResponse(DateTimeOffset CurrentTime);
