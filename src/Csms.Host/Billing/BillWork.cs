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

    /// <summary>Freezes what sessions are priced by, each once. Most likely nobody has yet: it is not looked for first.</summary>
    public async Task OpenAsync(IReadOnlyList<(RecordedEvent Recorded, TransactionEvent.Started Start, EventMetadata Metadata)> starts, CancellationToken cancellationToken)
    {
        var read = await terms.ReadAsync(starts.Select(each => each.Start), cancellationToken);
        var chosen = new List<BillTerms>(starts.Count);
        foreach (var (recorded, start, _) in starts)
            chosen.Add(await terms.ChooseAsync(recorded, start, read, cancellationToken));
        // Together, so that one commit takes them all.
        await Task.WhenAll(starts.Select((each, i) => OpenAsync(each.Recorded, each.Start, chosen[i], each.Metadata, new(Streams.Bills.Initial, 0), cancellationToken)));
    }

    /// <summary>Holds, bills, or credits and bills anew, if anything follows from what is known now. Null for a stream without a start.</summary>
    public async Task<Outcome<Bill>?> BringUpToDateAsync(string transactionStream, EventMetadata metadata, CancellationToken cancellationToken) =>
        (await BringUpToDateAsync([(transactionStream, metadata)], cancellationToken))[0]?.Outcome;

    /// <summary>The same for several sessions: all that is known of them is read at once. With the facts that it was done by; null for a stream without a start.</summary>
    public async Task<IReadOnlyList<(SessionFacts Facts, Outcome<Bill> Outcome)?>> BringUpToDateAsync(
        IReadOnlyList<(string TransactionStream, EventMetadata Metadata)> occasions, CancellationToken cancellationToken)
    {
        var read = await store.ReadStreamsAsync([.. occasions.SelectMany(each => (string[])[each.TransactionStream, BillOf(each.TransactionStream)])], cancellationToken);
        var known = await sessions.CompleteAsync(occasions.Select(each => read[each.TransactionStream]), cancellationToken);
        var bills = new List<(SessionFacts Facts, Loaded<Bill> Bill)?>(occasions.Count);
        foreach (var (i, (stream, metadata)) in occasions.Index())
        {
            if (known[i] is not [var start, ..])
            {
                bills.Add(null);
                continue;
            }
            var (facts, bill) = (RecordedSessions.Of(known[i]), Folded([.. read[BillOf(stream)]]));
            bills.Add((facts, bill.State.Session is not null ? bill : await OpenAsync(start, facts.Start, metadata, bill, cancellationToken)));
        }

        return await Task.WhenAll(occasions.Select(async (each, i) => bills[i] is not (var facts, var bill)
            ? default((SessionFacts, Outcome<Bill>)?)
            : (facts, await ReportAsync(each.TransactionStream, facts, bill, each.Metadata, cancellationToken))));
    }

    /// <summary>What a session costs by what is known now, by its own terms or by another tariff; null for one that never was.</summary>
    public async Task<(Bill Bill, Assessment Assessment, SessionFacts Facts)?> AssessAsync(
        string transactionStream, Func<BillTerms, BillTerms>? change, CancellationToken cancellationToken)
    {
        if (await sessions.ReadAsync(transactionStream, cancellationToken) is not { } session)
            return null;
        var metadata = new EventMetadata("system", clock.GetUtcNow());
        var loaded = await runner.LoadAsync(Streams.Bills, BillOf(transactionStream), cancellationToken);
        var bill = (loaded.State.Session is not null ? loaded : await OpenAsync(session.Start, session.Facts.Start, metadata, loaded, cancellationToken)).State;
        var changed = change is null ? bill : bill with { Terms = change(bill.Terms!) };
        return (bill, changed.Assess(session.Facts, clock.GetUtcNow()), session.Facts);
    }

    private async Task<Loaded<Bill>> OpenAsync(
        RecordedEvent recorded, TransactionEvent.Started start, EventMetadata metadata, Loaded<Bill> bill, CancellationToken cancellationToken)
    {
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

    private Task<Outcome<Bill>> ReportAsync(
        string transactionStream, SessionFacts facts, Loaded<Bill> bill, EventMetadata metadata, CancellationToken cancellationToken) =>
        runner.RunAsync(Streams.Bills, BillOf(transactionStream), new BillCommand.ReportSession(facts, clock.GetUtcNow()), metadata, cancellationToken, bill);

    private static Loaded<Bill> Folded(RecordedEvent[] events) => new(CommandRunner.Fold(Streams.Bills, events), events.Length == 0 ? 0 : events[^1].Version);
}
