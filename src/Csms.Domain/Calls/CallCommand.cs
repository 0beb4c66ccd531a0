using System.Text.Json;

namespace Csms.Domain.Calls;

/// <summary>What becomes of a request to a charge point: wishes of operators and nodes (<c>Request…</c>), and what was seen on the wire
/// (<c>Report…</c>).</summary>
public abstract record CallCommand
{
    private CallCommand()
    {
    }

    /// <summary>Ask something of a charge point; members as in <see cref="CallEvent.Requested"/>.</summary>
    public sealed record RequestCall(
        Guid CallId,
        string ChargePointId,
        string Action,
        JsonElement Payload,
        string IssuedBy,
        DateTimeOffset DeliverBy,
        int TimeoutSeconds,
        string? Reason = null,
        string? IdempotencyKey = null,
        Guid? ContentId = null,
        int? EffectWithinSeconds = null,
        Guid? Follows = null,
        IReadOnlyList<NamedToken>? Tokens = null) : CallCommand;

    /// <summary>A node wants to write it to the socket it holds. Only when this is granted and stored may it do so.</summary>
    public sealed record RequestSending(long Epoch, string Node, DateTimeOffset Now) : CallCommand;

    /// <summary>A CALLRESULT came.</summary>
    public sealed record ReportAnswer(JsonElement Response, Guid? ContentId = null) : CallCommand;

    /// <summary>A CALLERROR came, or the answer breaks the schema, or the connection was lost.</summary>
    public sealed record ReportFailure(CallFailure Kind, string Code, string Description, JsonElement? Details = null) : CallCommand;

    /// <summary>No answer came in time.</summary>
    public sealed record ReportTimeout : CallCommand;

    /// <summary>Give it up because its deliver-by has come.</summary>
    public sealed record RequestExpiry(DateTimeOffset Now) : CallCommand;

    /// <summary>Withdraw it.</summary>
    public sealed record RequestCancellation(string CancelledBy, string? Reason = null) : CallCommand;

    /// <summary>What it was for has happened; members as in <see cref="CallEvent.TookEffect"/>.</summary>
    public sealed record ReportEffect(CallEffect Effect, int? TransactionId = null, int? ConnectorId = null) : CallCommand;

    /// <summary>The time for its effect is over and nothing was seen.</summary>
    public sealed record ReportNoEffect : CallCommand;
}
