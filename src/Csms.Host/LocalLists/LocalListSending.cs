using System.Globalization;
using Csms.Domain;
using Csms.Host.Calls;
using Csms.Host.Storage;
using Csms.ReadModels.Configuration;
using Csms.ReadModels.LocalLists;
using Ocpp.Protocol.V16;

namespace Csms.Host.LocalLists;

/// <summary>An update that was ordered.</summary>
internal sealed record OrderedUpdate(Guid CallId, int ListVersion, UpdateType UpdateType, int Entries);

/// <summary>Sends a charge point the local list that it shall hold: each update follows the one before, so that none is built on one that failed.</summary>
internal sealed class LocalListSending(
    LocalListQueries lists, ListedTokens tokens, ConfigurationQueries configuration, CallsUnderWay calls, CallRequests requests, IdTags idTags)
{
    /// <summary>Entries of an update to a charge point that never told its SendLocalListMaxLength.</summary>
    private const int UsualLength = 100;

    /// <summary>The registered tokens, for whoever sends them to many: reading them is most of the work.</summary>
    public Task<IReadOnlyList<ListedToken>> AllTokensAsync(CancellationToken cancellationToken) => tokens.AllAsync(cancellationToken);

    /// <param name="tokenIds">The tokens it shall hold; null: all that are registered.</param>
    /// <param name="updateType">Null: what differs where its list is known, and the whole list where it is not.</param>
    /// <param name="all">All that are registered, where they were just read.</param>
    /// <returns>The updates, none when nothing differs; or why it cannot be.</returns>
    public async Task<(IReadOnlyList<OrderedUpdate> Updates, Rejection? Rejection)> SendAsync(
        string chargePointId, IReadOnlyCollection<Guid>? tokenIds, UpdateType? updateType, Ordering ordering, CancellationToken cancellationToken, IReadOnlyList<ListedToken>? all = null)
    {
        if ((await calls.ReadAsync(chargePointId, OcppActions.SendLocalList, cancellationToken)).Count > 0)
            return ([], new Rejection("local_list_under_way", "An update of the local list has not ended yet: wait for it, or cancel it."));
        var wanted = tokenIds is null ? all ?? await tokens.AllAsync(cancellationToken) : await tokens.OfAsync(tokenIds, cancellationToken);
        if (tokenIds?.Except(wanted.Select(token => token.TokenId)).Take(1).ToArray() is [var unknown])
            return ([], new Rejection("token_not_found", $"No token {unknown} is registered, or its idTag was erased."));
        if (await configuration.NumberAsync(chargePointId, "LocalAuthListMaxLength", cancellationToken) is { } longest && wanted.Count > longest)
            return ([], new Rejection("local_list_too_long", $"{wanted.Count} tokens do not fit: the charge point's LocalAuthListMaxLength is {longest}."));

        var held = await lists.FindAsync(chargePointId, cancellationToken) ?? new LocalListRow(chargePointId);
        if (updateType == UpdateType.Differential && !held.IsCertain)
            return ([], new Rejection("local_list_unknown", "What the charge point holds is not known for certain: send a full update, or ask for its version."));
        var most = await configuration.NumberAsync(chargePointId, "SendLocalListMaxLength", cancellationToken) ?? UsualLength;
        var updates = (updateType == UpdateType.Full || !held.IsCertain ? null : await DifferenceAsync(held, wanted, most, cancellationToken))
            ?? LocalListUpdate.Full(wanted, held.HighestVersion, most);
        return (await OrderAsync(chargePointId, updates, ordering, cancellationToken), null);
    }

    private async Task<IReadOnlyList<SendLocalListRequest>?> DifferenceAsync(
        LocalListRow held, IReadOnlyList<ListedToken> wanted, int most, CancellationToken cancellationToken)
    {
        var entries = await lists.EntriesAsync(held.ChargePointId, cancellationToken);
        var gone = entries.Select(entry => entry.TokenId).Except(wanted.Select(token => token.TokenId)).ToArray();
        return LocalListUpdate.Differential(wanted, entries, await idTags.ReadAsync(gone, cancellationToken), held.HighestVersion, most);
    }

    private async Task<IReadOnlyList<OrderedUpdate>> OrderAsync(
        string chargePointId, IReadOnlyList<SendLocalListRequest> updates, Ordering ordering, CancellationToken cancellationToken)
    {
        var ordered = new List<OrderedUpdate>(updates.Count);
        foreach (var update in updates)
        {
            var part = (ordered.Count + 1).ToString(CultureInfo.InvariantCulture);
            var follows = ordered.Count == 0 ? (Guid?)null : ordered[^1].CallId;
            var (callId, _) = await requests.RequestAsync(ordering.Order(chargePointId, OcppActions.SendLocalList, update, part, follows), cancellationToken);
            ordered.Add(new OrderedUpdate(callId, update.ListVersion, update.UpdateType, update.LocalAuthorizationList?.Length ?? 0));
        }

        return ordered;
    }
}
