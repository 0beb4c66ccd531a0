using Csms.Domain.ChargePoints;
using Csms.Host.Api.Calls;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Passwords;
using Csms.ReadModels.Configuration;
using Ocpp.Protocol.V16;

namespace Csms.Host.Configuration;

/// <summary>A key that differs from what is wanted, and what is done about it.</summary>
/// <param name="CallId">The ChangeConfiguration that was ordered, now or before; null when none is.</param>
/// <param name="Left">Why nothing is ordered: read_only, unsupported, turned_down, or what speaks against a security profile; null when something is.</param>
internal sealed record DriftingKey(ConfigurationKeyRow Setting, Guid? CallId, string? Left);

/// <summary>Turns wishes about a configuration into calls.</summary>
internal sealed class ConfigurationOrders(
    ConfigurationQueries configuration, CallsUnderWay calls, CallRequests requests, ProfileNeeds needs, CommandRunner runner)
{
    private const string MostKeys = "GetConfigurationMaxKeys";

    /// <summary>GetConfiguration of all keys, or of these in as many calls as the charge point needs.</summary>
    public async Task<IReadOnlyList<Guid>> ReadAsync(string chargePointId, IReadOnlyList<string> keys, Ordering ordering, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return [await RequestAsync(ordering.Order(chargePointId, OcppActions.GetConfiguration, new GetConfigurationRequest()), cancellationToken)];
        var most = await configuration.NumberAsync(chargePointId, MostKeys, cancellationToken) ?? keys.Count;
        var callIds = new List<Guid>();
        foreach (var part in keys.Chunk(most))
            callIds.Add(await RequestAsync(ordering.Order(chargePointId, OcppActions.GetConfiguration, new GetConfigurationRequest(part)), cancellationToken));
        return callIds;
    }

    /// <summary>ChangeConfiguration of the keys that drift.</summary>
    /// <param name="insists">Also tries what the charge point reported as read-only or unknown, or turned down before.</param>
    public async Task<IReadOnlyList<DriftingKey>> ApplyAsync(string chargePointId, bool insists, Ordering ordering, CancellationToken cancellationToken)
    {
        var underWay = (await calls.ReadAsync(chargePointId, OcppActions.ChangeConfiguration, cancellationToken)).ToLookup(
            call => (call.Payload.GetProperty("key").GetString()!.ToLowerInvariant(), call.Payload.GetProperty("value").GetString()));
        var drifting = (await configuration.ListAsync(chargePointId, cancellationToken)).Where(setting => setting.Drifts).ToList();
        var done = new List<DriftingKey>(drifting.Count);
        foreach (var setting in drifting)
        {
            var order = ordering.Order(
                chargePointId, OcppActions.ChangeConfiguration, new ChangeConfigurationRequest(setting.Key, setting.DesiredValue!), setting.KeyId);
            var left = insists ? null : ReasonToLeave(setting) ?? await MissingAsync(order, setting, cancellationToken);
            Guid? callId = null;
            if (left is null && underWay[(setting.KeyId, setting.DesiredValue)].FirstOrDefault() is { } open)
            {
                callId = open.CallId;
            }
            else if (left is null)
            {
                var (ordered, outcome) = await requests.RequestAsync(order, cancellationToken);
                left = outcome.Rejection?.Code;
                callId = left is null ? ordered : null;
            }

            done.Add(new DriftingKey(setting, callId, left));
        }

        return done;
    }

    private static string? ReasonToLeave(ConfigurationKeyRow setting) => setting switch
    {
        { ReadOnly: true } => "read_only",
        { State: "unsupported" } => "unsupported",
        { IsTurnedDown: true } => "turned_down",
        _ => null,
    };

    /// <summary>What a charge point would need to come back with the security profile that is wanted.</summary>
    private async Task<string?> MissingAsync(CallOrder order, ConfigurationKeyRow setting, CancellationToken cancellationToken)
    {
        if (!setting.Key.Equals(SecuritySettings.SecurityProfile, StringComparison.OrdinalIgnoreCase))
            return null;
        var chargePoint = (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(order.ChargePointId), cancellationToken)).State;
        return await needs.MissingAsync(chargePoint, order.Action, order.Payload, cancellationToken) is [var first, ..] ? first.Code : null;
    }

    private async Task<Guid> RequestAsync(CallOrder order, CancellationToken cancellationToken) => (await requests.RequestAsync(order, cancellationToken)).CallId;
}
