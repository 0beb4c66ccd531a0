using System.Globalization;
using System.Text.Json;
using Csms.Domain;
using Csms.Domain.ChargingProfiles;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Connectors;
using Csms.ReadModels.Transactions;

namespace Csms.Host.Api.ChargingProfiles;

/// <summary>What a charge point holds, can hold, and should do.</summary>
internal sealed class ProfilePlans(
    CommandRunner runner, PostgresEventStore store, CallQueries calls, ConnectorQueries connectors, TransactionQueries transactions)
{
    private const int NewestAnswers = 10;

    public async Task<InstalledProfiles> InstalledAsync(string chargePointId, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.ChargingProfiles, ChargePointProfiles.StreamId(chargePointId), cancellationToken)).State.Installed;

    /// <summary>What it held when an event happened: facts that came before it, whenever they were noted.</summary>
    public async Task<InstalledProfiles> InstalledBeforeAsync(string chargePointId, long sequence, CancellationToken cancellationToken)
    {
        var profiles = ChargePointProfiles.Initial;
        await foreach (var recorded in store.ReadStreamAsync(ChargePointProfiles.StreamId(chargePointId), cancellationToken))
        {
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is ChargePointProfilesEvent e && profiles.Evolve(e) is var next && next.Through < sequence)
                profiles = next;
        }

        return profiles.Installed;
    }

    /// <summary>What it can hold, from its newest answers to GetConfiguration.</summary>
    public async Task<ProfileCapabilities> CapabilitiesAsync(string chargePointId, CancellationToken cancellationToken)
    {
        var answers = await calls.ListAsync(new(chargePointId, "GetConfiguration", "answered"), new(Limit: NewestAnswers), cancellationToken);
        var keys = new Dictionary<string, string>();
        foreach (var key in answers.Items.Select(call => call.Response).OfType<JsonElement>().SelectMany(Keys))
            keys.TryAdd(key.Name, key.Value);
        return new(
            Number("ChargeProfileMaxStackLevel"),
            Number("ChargingScheduleMaxPeriods"),
            Number("MaxChargingProfilesInstalled"),
            keys.TryGetValue("ChargingScheduleAllowedChargingRateUnit", out var units) ? [.. Units(units)] : null);

        int? Number(string name) => keys.TryGetValue(name, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>What profiles give on a connector from a moment on, with the transactions that ran at that moment.</summary>
    public async Task<CompositeSchedule> PlanAsync(
        string chargePointId, InstalledProfiles installed, int connectorId, DateTimeOffset start, int duration, ChargingRateUnit unit, CancellationToken cancellationToken)
    {
        var known = await connectors.ListAsync(chargePointId, cancellationToken);
        var newest = await transactions.ListAsync(new(chargePointId), new(), cancellationToken);
        // Nobody reported the stop of one that another followed, or that the policy closed; nothing runs under its number all the same.
        var running = newest.Items.Where(t => t.StartRecordedAt <= start).DistinctBy(t => t.ConnectorId)
            .Where(t => !(t.StopRecordedAt <= start) && t.Status != "closed")
            .ToDictionary(t => t.ConnectorId, t => new ChargingTransaction(t.TransactionId, t.StartedAt));
        var numbers = known.Select(c => c.ConnectorId).Concat(running.Keys).Append(connectorId).Where(number => number > 0).Distinct().Order();
        return CompositeSchedule.Of(
            installed,
            new(connectorId, start, duration, unit, [.. numbers.Select(number => new ChargingConnector(number, running.GetValueOrDefault(number)))], Supply.European));
    }

    private static IEnumerable<(string Name, string Value)> Keys(JsonElement answer)
    {
        if (!answer.TryGetProperty("configurationKey", out var keys) || keys.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var key in keys.EnumerateArray())
        {
            if (key.TryGetProperty("key", out var name) && key.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String)
                yield return (name.GetString()!, value.GetString()!);
        }
    }

    private static IEnumerable<ChargingRateUnit> Units(string list)
    {
        if (list.Contains("Current", StringComparison.OrdinalIgnoreCase))
            yield return ChargingRateUnit.A;
        if (list.Contains("Power", StringComparison.OrdinalIgnoreCase))
            yield return ChargingRateUnit.W;
    }
}
