namespace Csms.Domain.Tokens;

/// <summary>What a charge point was told about a token, and why. Stream <c>authorization-{uuid}</c>, one for each question: nothing follows on it.</summary>
public abstract record AuthorizationEvent
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "authorization";

    private AuthorizationEvent()
    {
    }

    /// <summary>The stream of a decision, <c>authorization-{uuid}</c>.</summary>
    public static string StreamId(Guid authorizationId) => $"authorization-{authorizationId:D}";

    /// <summary>Authorize was answered (OCPP 1.6 section 4.1). What a start was answered is in <c>transaction_started</c>.</summary>
    /// <param name="TokenId">Pseudonym of the idTag that was presented, known or not.</param>
    /// <param name="ParentTokenId">Its group at that moment.</param>
    /// <param name="Times">How often the charge point asked this within a second, and was told the same; null is once. The event's metadata are the first question's.</param>
    public sealed record Decided(
        string ChargePointId,
        Guid TokenId,
        AuthorizationStatus Status,
        AuthorizationReason Reason,
        Guid? ParentTokenId = null,
        int? Times = null) : AuthorizationEvent;
}
