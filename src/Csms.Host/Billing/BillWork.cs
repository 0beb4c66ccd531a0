using Csms.Domain.Bills;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;

namespace Csms.Host.Billing;

/// <summary>Brings the bill of a session to what is known. Done again it does nothing, wherever the time before ended.</summary>
internal sealed class BillWork(CommandRunner runner, RecordedSessions sessions, TermsOfSessions terms, TimeProvider clock)
{
    private const int PrefixLength = 12; // "transaction-"

    public static string StreamOf(Guid session) => Transaction.StreamId(session);

    public static string BillOf(string transactionStream) => Bill.StreamId(Guid.Parse(transactionStream[PrefixLength..]));

    public async Task<Bill> LoadAsync(Guid session, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Bills, Bill.StreamId(session), cancellationToken)).State;

    /// <summary>Freezes what the session is priced by, once.</summary>
    /// <param name="isNew">Most likely nobody has yet: it is not looked for first.</param>
    public async Task<Loaded<Bill>> OpenAsync(
        RecordedEvent recorded, TransactionEvent.Started start, EventMetadata metadata, CancellationToken cancellationToken, bool isNew = false)
    {
        var stream = BillOf(recorded.StreamId);
        var loaded = isNew ? new(Streams.Bills.Initial, 0) : await runner.LoadAsync(Streams.Bills, stream, cancellationToken);
        if (loaded.State.Session is not null)
            return loaded;
        var session = new BilledSession(Guid.Parse(recorded.StreamId[PrefixLength..]), start.TransactionId, start.ChargePointId, start.ConnectorId, start.TokenId);
        var opening = new BillCommand.ReportStart(session, await terms.ChooseAsync(recorded, start, cancellationToken));
        return (await runner.RunAsync(Streams.Bills, stream, opening, metadata, cancellationToken, loaded)).Loaded;
    }

    /// <summary>Holds, bills, or credits and bills anew, if anything follows from what is known now. Null for a stream without a start.</summary>
    public async Task<Outcome<Bill>?> BringUpToDateAsync(string transactionStream, EventMetadata metadata, CancellationToken cancellationToken) =>
        await sessions.ReadAsync(transactionStream, cancellationToken) is { } session ? await BringUpToDateAsync(session, metadata, cancellationToken) : null;

    /// <summary>The same by what was read of the session.</summary>
    public async Task<Outcome<Bill>> BringUpToDateAsync((SessionFacts Facts, RecordedEvent Start) session, EventMetadata metadata, CancellationToken cancellationToken)
    {
        var bill = await OpenAsync(session.Start, session.Facts.Start, metadata, cancellationToken);
        return await runner.RunAsync(
            Streams.Bills, BillOf(session.Start.StreamId), new BillCommand.ReportSession(session.Facts, clock.GetUtcNow()), metadata, cancellationToken, bill);
    }

    /// <summary>What a session costs by what is known now, by its own terms or by another tariff; null for one that never was.</summary>
    public async Task<(Bill Bill, Assessment Assessment, SessionFacts Facts)?> AssessAsync(
        string transactionStream, Func<BillTerms, BillTerms>? change, CancellationToken cancellationToken)
    {
        if (await sessions.ReadAsync(transactionStream, cancellationToken) is not { } session)
            return null;
        var bill = (await OpenAsync(session.Start, session.Facts.Start, new EventMetadata("system", clock.GetUtcNow()), cancellationToken)).State;
        var changed = change is null ? bill : bill with { Terms = change(bill.Terms!) };
        return (bill, changed.Assess(session.Facts, clock.GetUtcNow()), session.Facts);
    }
}
