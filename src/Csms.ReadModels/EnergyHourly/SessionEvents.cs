using Csms.Domain.Bills;
using Csms.Domain.Transactions;
using Csms.ReadModels.Rows;

namespace Csms.ReadModels.EnergyHourly;

/// <summary>What was recorded of a session that says something about its energy, in order.</summary>
internal sealed class SessionEvents(Guid session)
{
    private readonly List<Reported<TransactionEvent>> transaction = [];
    private BillEvent.Opened? opened;
    private BillEvent.Ruled? ruled;
    private long lastSequence;

    public void Add(long sequence, DateTimeOffset receivedAt, object recorded)
    {
        if (recorded is TransactionEvent reported) transaction.Add(new(sequence, receivedAt, reported));
        if (recorded is BillEvent.Opened opening) opened ??= opening;
        if (recorded is BillEvent.Ruled ruling) ruled = ruling;
        if (EnergyHourlyProjection.Concerns(recorded)) lastSequence = sequence;
    }

    /// <summary>Null for a stream without a start.</summary>
    public SessionEnergyRow? Resolve()
    {
        if (transaction is not [{ Event: TransactionEvent.Started start }, ..]) return null;
        var energy = SessionEnergy.Of(new(transaction, []), opened?.Terms, ruled);
        return new(
            session, start.TransactionId, start.ChargePointId, start.ConnectorId, start.TokenId, energy.StartedAt.ToStored(), energy.EndedAt.ToStored(),
            energy.Energy.Wh, energy.Energy.Billable, energy.IsRuled, energy.Flags)
        {
            Hours = Domain.Energy.HourlyEnergy.Split(energy.Energy.Course),
            LastSequence = lastSequence,
        };
    }
}
