using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.Projecting;
using Microsoft.Extensions.Options;

namespace Csms.Host.Automating;

/// <summary>What the rules that act by themselves have in common: which events still count, who has them switched on, and under which key they act.</summary>
internal sealed class Automated(
    ChargePointQueries chargePoints, ProjectionPositions positions, CommandRunner runner, IOptions<AutomationOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>After a first start the whole history comes, and after a standstill what was missed: too late to act.</summary>
    public bool IsTooOld(RecordedEvent recorded) => clock.GetUtcNow() - recorded.Timestamp > options.Value.SettleWindow + options.Value.TooOld;

    /// <summary>The charge point, if it is in service, accepted, and has one of these switched on.</summary>
    /// <exception cref="TimeoutException">The read models do not contain the event yet; the reaction is tried again.</exception>
    public async Task<ChargePointRow?> FindAsync(RecordedEvent recorded, string chargePointId, CancellationToken cancellationToken, params Automation[] any)
    {
        await CatchUpAsync(recorded, cancellationToken);
        var row = await chargePoints.FindAsync(chargePointId, cancellationToken);
        return row is { Registration: nameof(RegistrationPolicy.Accepted) } && any.Any(a => Has(row, a)) ? row : null;
    }

    /// <summary>Waits until the read models contain the event.</summary>
    public async Task CatchUpAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (!await positions.WaitForAsync(recorded.Sequence, Patience, cancellationToken))
            throw new TimeoutException($"The read models do not contain event {recorded.Sequence} yet.");
    }

    public static bool Has(ChargePointRow row, Automation automation) => row.Automation.Contains(automation.ToString());

    /// <summary>The call whose end this event is.</summary>
    public async Task<Call.Ended?> CallOfAsync(RecordedEvent recorded, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Calls, recorded.StreamId, cancellationToken)).State as Call.Ended;

    /// <summary>The same event orders the same call, however often it comes.</summary>
    public Ordering Ordering(IReaction reaction, RecordedEvent recorded, string reason) =>
        new("automation", reason, $"reaction:{reaction.Name}:{recorded.Sequence}", options.Value.DeliverWithin);

    public static string ChargePointOf(RecordedEvent recorded) => ChargePoint.IdOf(recorded.StreamId);
}
