using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Csms.Host.Reactions;

namespace Csms.Host.Forgetting;

/// <summary>When a token's holder is to be forgotten: erases what names them from contents and frames. Every step may be done again, and the idTag is
/// let go last, so that a crash in between only delays. No event changes, and so neither does a proof or a sum.</summary>
internal sealed class ErasingHolders(ForgottenTokens forgotten, ErasableContents contents, JournalErasure journal, TimeProvider clock) : IReaction
{
    private const int PageSize = 500;

    // Frames reach the journal within a second; what waits longer, because the database was away, comes in the order of its wire time.
    private static readonly TimeSpan FramesUnderWay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OldestUnderWay = TimeSpan.FromMinutes(10);

    public string Name => "erasing-holders";

    public IReadOnlyCollection<string> Types { get; } = ["token_forgotten", "transaction_stopped", "transaction_superseded", "transaction_closed_by_policy"];

    public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => domainEvent is TokenEvent.Forgotten
        ? EraseAsync(Guid.Parse(recorded.StreamId.AsSpan(Token.StreamType.Length + 1)), recorded.Timestamp, cancellationToken)
        : EraseLateAsync(recorded.Timestamp, cancellationToken);

    private async Task EraseAsync(Guid tokenId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await forgotten.PartAsync(tokenId, cancellationToken);
        var idTag = await forgotten.FindIdTagAsync(tokenId, cancellationToken);
        var own = await contents.ListOfAsync([tokenId], cancellationToken);
        if (idTag is not null || own.Count > 0)
        {
            var redaction = Redaction.Of(idTag, own.Select(content => content.Content).ToHashSet());
            await journal.EraseAsync(redaction, new JournalFilter(), cancellationToken);
            await FramesArriveAsync(at, cancellationToken);
            await journal.EraseAsync(redaction, new JournalFilter(From: at - OldestUnderWay), cancellationToken);
            if (idTag is not null)
                await EraseContentsNamingAsync(idTag, cancellationToken);
            await contents.EraseAsync([.. own.Select(content => content.Id)], cancellationToken);
        }

        await forgotten.CompleteAsync(tokenId, cancellationToken);
    }

    /// <summary>A transaction that ran when its holder was forgotten goes on to report signed records under the pseudonym; with its end they go, too.</summary>
    private async Task EraseLateAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var erased = await forgotten.ListErasedAsync(cancellationToken);
        if (erased.Count == 0 || await contents.ListOfAsync(erased.Keys, cancellationToken) is not { Count: > 0 } late)
            return;
        var since = late.Min(content => erased[content.Subject!.Value]);
        await FramesArriveAsync(at, cancellationToken);
        await journal.EraseAsync(
            Redaction.Of(null, late.Select(content => content.Content).ToHashSet()), new JournalFilter(From: since - OldestUnderWay), cancellationToken);
        await contents.EraseAsync([.. late.Select(content => content.Id)], cancellationToken);
    }

    private async Task EraseContentsNamingAsync(string idTag, CancellationToken cancellationToken)
    {
        var (anywhere, exactly) = (Redaction.Of(idTag), Redaction.Exactly(idTag));
        var after = Guid.Empty;
        while (true)
        {
            var page = await contents.ListAsync(after, PageSize, cancellationToken);
            // What is somebody else's goes only where it is certain, e.g. a list of many idTags or a group's.
            var naming = page.FindAll(content => (content.Subject is null ? anywhere : exactly).Finds(content.Content));
            await contents.EraseAsync([.. naming.Select(content => content.Id)], cancellationToken);
            if (page.Count < PageSize)
                return;
            after = page[^1].Id;
        }
    }

    private async Task FramesArriveAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (since + FramesUnderWay - clock.GetUtcNow() is { } rest && rest > TimeSpan.Zero)
            await Task.Delay(rest < FramesUnderWay ? rest : FramesUnderWay, clock, cancellationToken);
    }
}
