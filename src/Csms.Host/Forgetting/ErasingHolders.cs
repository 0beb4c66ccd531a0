using Csms.Domain;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Csms.Host.Reactions;

namespace Csms.Host.Forgetting;

/// <summary>When a token's holder is to be forgotten: erases what names them from contents and frames. Every step may be done again, and the idTag is
/// let go last, so that a crash in between only delays. No event changes, and so neither does a proof or a sum.</summary>
internal sealed class ErasingHolders(
    ForgottenTokens forgotten, ErasableContents contents, JournalErasure journal, PostgresEventStore store, TimeProvider clock) : IReaction
{
    /// <summary>What arrived late is looked for among all who were ever forgotten, so not once for each of a hundred transactions a second. Events settle for as long:
    /// who waited with one in hand would find that the feed's tail went on without him, and read from the database what everybody else reads from memory.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private const int PageSize = 500;

    // Frames reach the journal within a second; what waits longer, because the database was away, comes in the order of its wire time.
    private static readonly TimeSpan FramesUnderWay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OldestUnderWay = TimeSpan.FromMinutes(10);

    // When it was last looked for what arrived late, and the last event that was stored by then.
    private (DateTimeOffset At, long Head) looked;

    public string Name => "erasing-holders";

    public IReadOnlyCollection<string> Types { get; } =
        ["token_forgotten", "transaction_meter_values_reported", "transaction_stopped", "transaction_superseded", "transaction_closed_by_policy"];

    public bool Wants(RecordedEvent recorded, object domainEvent) => domainEvent is not TransactionEvent.MeterValuesReported report || IsSigned(report.Readings);

    public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => domainEvent is TokenEvent.Forgotten
        ? EraseAsync(Guid.Parse(recorded.StreamId.AsSpan(Token.StreamType.Length + 1)), recorded.Timestamp, cancellationToken)
        : EraseLateAsync(recorded, cancellationToken);

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

    /// <summary>A transaction of somebody who is forgotten may go on to report signed records under the pseudonym: they go, too.</summary>
    private async Task EraseLateAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        // What came with it was there when the last look began.
        if (recorded.Sequence <= looked.Head)
            return;
        await WaitUntilAsync(looked.At + BetweenLooks, BetweenLooks, cancellationToken);
        var now = (At: clock.GetUtcNow(), Head: await store.ReadHeadAsync(cancellationToken));
        var erased = await forgotten.ListErasedAsync(cancellationToken);
        if (erased.Count > 0 && await contents.ListOfAsync(erased.Keys, cancellationToken) is { Count: > 0 } late)
        {
            var since = late.Min(content => erased[content.Subject!.Value]);
            await FramesArriveAsync(now.At, cancellationToken);
            await journal.EraseAsync(
                Redaction.Of(null, late.Select(content => content.Content).ToHashSet()), new JournalFilter(From: since - OldestUnderWay), cancellationToken);
            await contents.EraseAsync([.. late.Select(content => content.Id)], cancellationToken);
        }

        looked = now;
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

    private static bool IsSigned(IReadOnlyList<MeterReading> readings) => readings.Any(reading => reading.Samples.Any(sample => sample.ContentId is not null));

    private Task FramesArriveAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        WaitUntilAsync(since + FramesUnderWay, FramesUnderWay, cancellationToken);

    /// <summary>A clock that was set back makes nobody wait longer than <paramref name="longest"/>.</summary>
    private async Task WaitUntilAsync(DateTimeOffset time, TimeSpan longest, CancellationToken cancellationToken)
    {
        if (time - clock.GetUtcNow() is { } rest && rest > TimeSpan.Zero)
            await Task.Delay(rest < longest ? rest : longest, clock, cancellationToken);
    }
}
