namespace Ocpp.Protocol.V16;

/// <summary>Stop a transaction (OCPP 1.6 section 5.12, sent by the central system).</summary>
public sealed record RemoteStopTransactionRequest(int TransactionId);

/// <summary>Answer to <see cref="RemoteStopTransactionRequest"/>.</summary>
public sealed record RemoteStopTransactionResponse(RemoteStartStopStatus Status);
