using Csms.Domain.Bills;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;

namespace Csms.Host.Billing;

/// <summary>Brings the bill of a session to what is known. Done again it does nothing, wherever the time before ended.</summary>
internal sealed class BillWork(PostgresEventStore store, CommandRunner runner, RecordedSessions sessions, TermsOfSessions terms, TimeProvider clock)
{
    private const int PrefixLength = 12; // "transaction-"

    public static string StreamOf(Guid session) => Transaction.StreamId(session);

    public static string BillOf(string transactionStream) => Bill.StreamId(Guid.Parse(transactionStream[PrefixLength..]));

    public async Task<Bill> LoadAsync(Guid session, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Bills, Bill.StreamId(session), cancellationToken)).State;

    /// <summary>What an operator decides about all that is known now.</summary>
    public async Task<Outcome<Bill>> RuleAsync(Guid session, BillCommand.RequestRuling wish, EventMetadata metadata, CancellationToken cancellationToken) =>
        await runner.RunAsync(
            Streams.Bills, Bill.StreamId(session), wish with { KnownUpTo = await store.ReadHeadAsync(cancellationToken) }, metadata, cancellationToken);

    /// <summary>Freezes what sessions are priced by, each once. Most likely nobody has yet: it is not looked for first.</summary>
    public async Task OpenAsync(IReadOnlyList<(RecordedEvent Recorded, TransactionEvent.Started Start, EventMetadata Metadata)> starts, CancellationToken cancellationToken)
    {
        var read = await terms.ReadAsync(starts.Select(each => each.Start), cancellationToken);
        var chosen = new List<BillTerms>(starts.Count);
        foreach (var (recorded, start, _) in starts)
            chosen.Add(await terms.ChooseAsync(recorded, start, read, cancellationToken));
        await Task.WhenAll(starts.Select((each, i) => OpenAsync(each.Recorded, each.Start, chosen[i], each.Metadata, new(Streams.Bills.Initial, 0), cancellationToken)));
    }

    /// <summary>Holds, bills, or credits and bills anew, if anything follows from what is known now. Null for a stream without a start.</summary>
    /// <param name="notBefore">A moment that has passed whatever the clock says.</param>
    public async Task<Outcome<Bill>?> BringUpToDateAsync(
        string transactionStream, EventMetadata metadata, CancellationToken cancellationToken, DateTimeOffset notBefore = default) =>
        (await BringUpToDateAsync([(transactionStream, metadata)], cancellationToken, notBefore))[0]?.Outcome;

    /// <summary>The same for several sessions: all that is known of them is read at once. With the facts that it was done by; null for a stream without a start.</summary>
    public async Task<IReadOnlyList<(SessionFacts Facts, Outcome<Bill> Outcome)?>> BringUpToDateAsync(
        IReadOnlyList<(string TransactionStream, EventMetadata Metadata)> occasions,
        CancellationToken cancellationToken,
        DateTimeOffset notBefore = default)
    {
        var read = await store.ReadStreamsAsync([.. occasions.SelectMany(each => (string[])[each.TransactionStream, BillOf(each.TransactionStream)])], cancellationToken);
        var bills = occasions.Select(each => Folded([.. read[BillOf(each.TransactionStream)]])).ToArray();
        var known = await sessions.CompleteAsync(occasions.Select((each, i) => (read[each.TransactionStream], !bills[i].State.IsDecided)), cancellationToken);
        var now = clock.GetUtcNow() is var told && told < notBefore ? notBefore : told;
        // None waits for another, so that one commit takes what follows from all.
        return await Task.WhenAll(occasions.Select((each, i) => known[i] is [var start, ..]
            ? ReportAsync(start, new(RecordedSessions.Of(known[i]), now), bills[i], each.Metadata, cancellationToken)
            : Task.FromResult(default((SessionFacts, Outcome<Bill>)?))));
    }

    /// <summary>What a session costs by what is known now, by its own terms or by another tariff; null for one that never was.</summary>
    public async Task<(Bill Bill, Assessment Assessment, SessionFacts Facts)?> AssessAsync(
        string transactionStream, Func<BillTerms, BillTerms>? change, CancellationToken cancellationToken)
    {
        if (await sessions.ReadAsync(transactionStream, cancellationToken) is not { } session)
            return null;
        var metadata = new EventMetadata("system", clock.GetUtcNow());
        var loaded = await runner.LoadAsync(Streams.Bills, BillOf(transactionStream), cancellationToken);
        var bill = (await OpenedAsync(session.Start, session.Facts.Start, metadata, loaded, cancellationToken)).State;
        var changed = change is null ? bill : bill with { Terms = change(bill.Terms!) };
        return (bill, changed.Assess(session.Facts, clock.GetUtcNow()), session.Facts);
    }

    private async Task<(SessionFacts Facts, Outcome<Bill> Outcome)?> ReportAsync(
        RecordedEvent start,
        BillCommand.ReportSession report,
        Loaded<Bill> bill,
        EventMetadata metadata,
        CancellationToken cancellationToken)
    {
        var opened = await OpenedAsync(start, report.Facts.Start, metadata, bill, cancellationToken);
        return (report.Facts, await runner.RunAsync(Streams.Bills, BillOf(start.StreamId), report, metadata, cancellationToken, opened));
    }

    private async Task<Loaded<Bill>> OpenedAsync(
        RecordedEvent recorded, TransactionEvent.Started start, EventMetadata metadata, Loaded<Bill> bill, CancellationToken cancellationToken)
    {
        if (bill.State.Session is not null)
            return bill;
        var read = await terms.ReadAsync([start], cancellationToken);
        return await OpenAsync(recorded, start, await terms.ChooseAsync(recorded, start, read, cancellationToken), metadata, bill, cancellationToken);
    }

    private async Task<Loaded<Bill>> OpenAsync(
        RecordedEvent recorded, TransactionEvent.Started start, BillTerms chosen, EventMetadata metadata, Loaded<Bill> bill, CancellationToken cancellationToken)
    {
        var session = new BilledSession(Guid.Parse(recorded.StreamId[PrefixLength..]), start.TransactionId, start.ChargePointId, start.ConnectorId, start.TokenId);
        var opening = new BillCommand.ReportStart(session, chosen);
        return (await runner.RunAsync(Streams.Bills, BillOf(recorded.StreamId), opening, metadata, cancellationToken, bill)).Loaded;
    }

    private static Loaded<Bill> Folded(RecordedEvent[] events) => new(CommandRunner.Fold(Streams.Bills, events), events.Length == 0 ? 0 : events[^1].Version);
}
