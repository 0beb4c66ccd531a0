using Csms.Domain.Bills;
using Csms.Domain.ReRatings;
using Csms.Domain.Tariffs;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.Cdrs;

namespace Csms.Host.Billing;

/// <summary>When a re-rating is confirmed: credits the bills that were shown, and makes them anew. Interrupted, it is begun again, and passes over what is done.</summary>
internal sealed class ReRatingBills(CommandRunner runner, BillWork work, CdrQueries cdrs, RowsInTime rows, TimeProvider clock) : IReaction
{
    private static readonly ReadModel[] Read = [Catalog.Find("cdrs")!];

    public string Name => "re-rating-bills";

    public IReadOnlyCollection<string> Types { get; } = ["re_rating_confirmed"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(recorded.StreamId.AsSpan(recorded.StreamId.Length - 36));
        if ((await runner.LoadAsync(Streams.ReRatings, recorded.StreamId, cancellationToken)).State is not { Request: { } request, Completion: null } state)
            return;
        var tariff = (await runner.LoadAsync(Streams.Tariffs, VersionedTariff.StreamId(request.TariffId), cancellationToken)).State.Version(request.TariffVersion)!;
        await rows.WaitForAsync(Read, recorded.Sequence, cancellationToken);
        var cause = RowsInTime.Cause(this, recorded, clock);
        var changed = 0;
        foreach (var cdrId in request.Cdrs)
        {
            if (await cdrs.FindAsync(cdrId, cancellationToken) is not { } row)
                continue;
            var wish = new BillCommand.RequestRerating(cdrId, tariff, id, state.Confirmation!.By, request.Reason);
            var outcome = await runner.RunAsync(Streams.Bills, Bill.StreamId(row.BillId), wish, cause, cancellationToken);
            if (outcome.Rejection is not null)
                continue;
            await work.BringUpToDateAsync(BillWork.StreamOf(row.BillId), cause, cancellationToken);
            changed++;
        }

        await runner.RunAsync(
            Streams.ReRatings, recorded.StreamId, new ReRatingCommand.ReportCompletion(changed, request.Cdrs.Count - changed), cause, cancellationToken);
    }
}
