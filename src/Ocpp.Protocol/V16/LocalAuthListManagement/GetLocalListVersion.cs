namespace Ocpp.Protocol.V16;

/// <summary>Which version of the local list do you have? (OCPP 1.6 section 5.10, sent by the central system.)</summary>
public sealed record GetLocalListVersionRequest;

/// <summary>Answer to <see cref="GetLocalListVersionRequest"/>.</summary>
/// <param name="ListVersion">0: the list is empty; -1: there are no local lists.</param>
public sealed record GetLocalListVersionResponse(int ListVersion);
