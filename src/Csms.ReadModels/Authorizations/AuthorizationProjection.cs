using System.Text.Json;
using Csms.Domain.Tokens;
using Csms.ReadModels.Rows;
using static Csms.Domain.Tokens.AuthorizationEvent;
using static Csms.Domain.Transactions.TransactionEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Authorizations.AuthorizationRow>;

namespace Csms.ReadModels.Authorizations;

/// <summary>Answers to Authorize and to StartTransaction side by side: a person asks what happened to a card, not in which message.</summary>
internal sealed class AuthorizationProjection(FoldMode mode) : RowProjection<Guid, AuthorizationRow>(Rows, "authorization_id", mode)
{
    public static ReadModel ReadModel { get; } = new(
        "authorizations", 3, ["authorizations"], [typeof(Decided), typeof(Started)], mode => new AuthorizationProjection(mode));

    public static RowTable<AuthorizationRow> Rows { get; } = new(
        "authorizations",
        "authorization_id",
        r => new(
            r.Uuid(), r.Text(), r.Text(), r.IntegerOrNull(), r.Uuid(), r.Text(), r.TextOrNull(), r.UuidOrNull(), r.IntegerOrNull(), r.Time(), r.Integer()),
        Uuid("authorization_id", r => r.AuthorizationId),
        Text("occasion", r => r.Occasion),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Uuid("token_id", r => r.TokenId),
        Text("status", r => r.Status),
        Text("reason", r => r.Reason),
        Uuid("parent_token_id", r => r.ParentTokenId),
        Integer("transaction_id", r => r.TransactionId),
        Time("decided_at", r => r.DecidedAt),
        Integer("times", r => r.Times));

    protected override bool Concerns(object recorded) => recorded is Decided or Started;

    /// <summary>Both streams are named <c>type-{uuid}</c>.</summary>
    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.StreamId.AsSpan(^36..));

    protected override Guid KeyOf(AuthorizationRow row) => row.AuthorizationId;

    protected override AuthorizationRow? Evolve(AuthorizationRow? row, FeedEvent recorded) => recorded.Event switch
    {
        Decided e => new(
            KeyOf(recorded), "authorize", e.ChargePointId, null, e.TokenId, e.Status.ToString(), Word(e.Reason), e.ParentTokenId, null, recorded.RecordedAt,
            e.Times ?? 1),
        Started e => new(
            KeyOf(recorded), "start", e.ChargePointId, e.ConnectorId, e.TokenId, e.Authorization.ToString(), Word(e.Reason), null, e.TransactionId,
            recorded.RecordedAt),
        _ => row,
    };

    private static string? Word(AuthorizationReason? reason) => reason is { } given ? JsonNamingPolicy.SnakeCaseLower.ConvertName(given.ToString()) : null;
}
