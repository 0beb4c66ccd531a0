using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Configuration;
using Csms.Host.Reactions;
using Csms.ReadModels.Configuration;
using Csms.ReadModels.Connectors;
using Ocpp.Protocol.V16;

namespace Csms.Host.Automating;

/// <summary>When an accepted boot has settled: asks for the statuses that did not come, the configuration, and the version of the local list.</summary>
internal sealed class AfterBoot(
    Automated automated,
    PostgresEventStore store,
    ConfigurationOrders configurations,
    ConfigurationQueries configuration,
    ConnectorQueries connectors,
    CallRequests requests) : IReaction
{
    public string Name => "after-boot";

    public IReadOnlyCollection<string> Types { get; } = ["charge_point_booted"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is not ChargePointEvent.Booted { Answer: RegistrationPolicy.Accepted } || automated.IsTooOld(recorded))
            return;
        var id = Automated.ChargePointOf(recorded);
        var row = await automated.FindAsync(
            recorded, id, cancellationToken, Automation.TriggerStatuses, Automation.ReadConfiguration, Automation.ApplyConfiguration, Automation.PushLocalList);
        // The next boot has its own turn: one that boots in circles is left in peace (quirk Q18).
        if (row is null || row.BootedAt > recorded.Timestamp)
            return;
        if (Automated.Has(row, Automation.TriggerStatuses))
            await TriggerStatusesAsync(recorded, id, cancellationToken);
        if (Automated.Has(row, Automation.ReadConfiguration) || Automated.Has(row, Automation.ApplyConfiguration))
            await configurations.ReadAsync(id, [], automated.Ordering(this, recorded, "configuration after a boot"), cancellationToken);
        if (Automated.Has(row, Automation.PushLocalList))
        {
            var version = automated.Ordering(this, recorded, "local list after a boot").Order(id, OcppActions.GetLocalListVersion, new GetLocalListVersionRequest(), "list");
            await requests.RequestAsync(version, cancellationToken);
        }
    }

    /// <summary>Errata 3.22: a status of the charge point and of every connector follows a boot. Connector 0 cannot be asked for alone (section 5.17).</summary>
    private async Task TriggerStatusesAsync(RecordedEvent booted, string id, CancellationToken cancellationToken)
    {
        var missing = new SortedSet<int>((await connectors.ListAsync(id, cancellationToken)).Select(connector => connector.ConnectorId).Where(number => number >= 0)) { 0 };
        missing.UnionWith(Enumerable.Range(1, Math.Min(await configuration.NumberAsync(id, "NumberOfConnectors", cancellationToken) ?? 0, MostConnectors)));
        await foreach (var later in store.ReadStreamAsync(booted.StreamId, cancellationToken, booted.Version))
        {
            if (StoredEvents.Read(later.Type, later.Data.Span) is ChargePointEvent.ConnectorStatusReported status)
                missing.Remove(status.ConnectorId);
        }

        var ordering = automated.Ordering(this, booted, "statuses that did not come after a boot");
        foreach (var connectorId in missing.Contains(0) ? [null] : missing.Select(number => (int?)number))
        {
            var trigger = new TriggerMessageRequest(MessageTrigger.StatusNotification, connectorId);
            await requests.RequestAsync(ordering.Order(id, OcppActions.TriggerMessage, trigger, $"status/{connectorId}"), cancellationToken);
        }
    }

    // What a charge point claims is not believed without limit.
    private const int MostConnectors = 100;
}
