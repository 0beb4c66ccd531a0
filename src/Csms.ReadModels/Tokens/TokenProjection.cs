using Csms.ReadModels.Rows;
using static Csms.Domain.Tokens.TokenEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Tokens.TokenRow>;

namespace Csms.ReadModels.Tokens;

internal sealed class TokenProjection(FoldMode mode) : RowProjection<Guid, TokenRow>(Rows, "token_id", mode)
{
    public static ReadModel ReadModel { get; } = new(
        "tokens", 1, ["tokens"], [typeof(Registered), typeof(Changed), typeof(Removed), typeof(Forgotten)], mode => new TokenProjection(mode));

    public static RowTable<TokenRow> Rows { get; } = new(
        "tokens",
        "token_id",
        r => new(r.Uuid(), r.Text(), r.TimeOrNull(), r.UuidOrNull(), r.IntegerOrNull(), r.Time(), r.TimeOrNull(), r.TimeOrNull()),
        Uuid("token_id", r => r.TokenId),
        Text("status", r => r.Status),
        Time("expiry_date", r => r.ExpiryDate),
        Uuid("parent_token_id", r => r.ParentTokenId),
        Integer("max_concurrent_transactions", r => r.MaxConcurrentTransactions),
        Time("registered_at", r => r.RegisteredAt),
        Time("changed_at", r => r.ChangedAt),
        Time("removed_at", r => r.RemovedAt));

    protected override bool Concerns(object recorded) => recorded is Registered or Changed or Removed or Forgotten;

    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.After("token-"));

    protected override Guid KeyOf(TokenRow row) => row.TokenId;

    protected override TokenRow? Evolve(TokenRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Registered e, _) => new(
            KeyOf(recorded), e.Status.ToString(), e.ExpiryDate.ToStored(), e.ParentTokenId, e.MaxConcurrentTransactions, recorded.RecordedAt),
        (_, null) => null,
        (Changed e, _) => row with
        {
            Status = e.Status.ToString(),
            ExpiryDate = e.ExpiryDate.ToStored(),
            ParentTokenId = e.ParentTokenId,
            MaxConcurrentTransactions = e.MaxConcurrentTransactions,
            ChangedAt = recorded.RecordedAt,
        },
        (Removed, _) => row with { RemovedAt = recorded.RecordedAt },
        (Forgotten, _) => row with { RemovedAt = row.RemovedAt ?? recorded.RecordedAt },
        _ => row,
    };
}
