using Csms.Domain.Outages;
using static Csms.Domain.Outages.OutageExclusionCommand;
using static Csms.Domain.Outages.OutageExclusionEvent;

namespace Csms.Domain.Tests.Outages;

public sealed class ExcludingOutages()
    : Specification<OutageExclusionCommand, OutageExclusionEvent, OutageExclusion>(OutageExclusion.Initial, (state, e) => state.Evolve(e), OutageExclusion.Decide)
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Added Maintenance = new("CP-1", 1, Noon, Noon.AddHours(2), ExclusionCause.ScheduledMaintenance, "key:ann", "new meter");

    [Fact]
    public void Says_who_and_why() => Given().When(new Add(Maintenance)).Then(Maintenance);

    [Fact]
    public void Is_added_once() => Given(Maintenance).When(new Add(Maintenance)).ThenNothing();

    [Fact]
    public void Has_to_last() => Given().When(new Add(Maintenance with { To = Noon })).ThenRejected("exclusion_ends_too_early");

    [Fact]
    public void Is_withdrawn_once()
    {
        Given(Maintenance).When(new Withdraw("key:bob", "mistaken")).Then(new Withdrawn("key:bob", "mistaken"));
        Given(Maintenance, new Withdrawn("key:bob", "mistaken")).When(new Withdraw("key:ann", "again")).ThenNothing();
    }

    [Fact]
    public void Is_withdrawn_only_where_there_is_one() => Given().When(new Withdraw("key:bob", "mistaken")).ThenRejected("exclusion_not_found");
}
