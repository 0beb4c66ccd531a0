using System.Collections.Concurrent;
using Csms.Domain;
using Csms.Domain.Assignments;
using Csms.Domain.Bills;
using Csms.Domain.Places;
using Csms.Domain.Reservations;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.Reservations;
using Microsoft.Extensions.Options;

namespace Csms.Host.Billing;

/// <summary>Chooses what a session is priced by: the most specific assignment whose tariff was in force when it started.</summary>
internal sealed class TermsOfSessions(PostgresEventStore store, CommandRunner runner, ReservationQueries reservations, RowsInTime rows, IOptions<BillingOptions> options)
{
    private const int MostOfANumber = 10;
    private const int MostVersions = 100_000;
    private static readonly ReadModel[] Read = [Catalog.Find("reservations")!];

    private readonly ConcurrentDictionary<string, Loaded<VersionedTariff>> tariffs = new(StringComparer.Ordinal);

    /// <summary>What nearly every session asks for, of several at once.</summary>
    public Task<ILookup<string, RecordedEvent>> ReadAsync(IEnumerable<TransactionEvent.Started> starts, CancellationToken cancellationToken) => store.ReadStreamsAsync(
        [
            Assignment.StreamId(AssignmentScope.Default, null),
            .. starts.SelectMany(start => (string[])
                [Place.StreamId(start.ChargePointId), Token.StreamId(start.TokenId), Assignment.StreamId(AssignmentScope.ChargePoint, start.ChargePointId)]).Distinct(),
        ],
        cancellationToken);

    /// <summary>By what was read for it, and what else it turns out to ask for.</summary>
    public async Task<BillTerms> ChooseAsync(
        RecordedEvent recorded, TransactionEvent.Started start, ILookup<string, RecordedEvent> read, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        // As it was then: who asks later, or again, gets the same answer.
        var place = CommandRunner.Fold(Streams.Places, read[Place.StreamId(start.ChargePointId)].Where(e => e.Sequence <= recorded.Sequence)).Place;
        var token = CommandRunner.Fold(Streams.Tokens, read[Token.StreamId(start.TokenId)].Where(e => e.Sequence <= recorded.Sequence));
        var (tariff, scope) = await FindAsync(start, token.ParentTokenId, place?.Group, StartOf(recorded, start), read, cancellationToken);
        var evseId = $"{settings.CountryCode}*{settings.PartyId}*E{start.ChargePointId}*{start.ConnectorId}";
        return new(
            tariff ?? BillTerms.FreeOfCharge(settings.Currency),
            place?.TimeZone ?? settings.TimeZone,
            settings.Rounding,
            settings.Idle,
            settings.CountryCode,
            settings.PartyId,
            (place ?? Undescribed(start.ChargePointId, settings.TimeZone)).Of(start.ChargePointId, start.ConnectorId, evseId),
            scope,
            place?.Connectors.FirstOrDefault(connector => connector.ConnectorId == start.ConnectorId)?.MaxPower,
            await ReservedFromAsync(recorded, start, StartOf(recorded, start), cancellationToken));
    }

    private async Task<(TariffVersion? Tariff, string? Scope)> FindAsync(
        TransactionEvent.Started start, Guid? tokenGroup, string? group, DateTimeOffset at, ILookup<string, RecordedEvent> read, CancellationToken cancellationToken)
    {
        (AssignmentScope Scope, string? Key, bool Exists)[] scopes =
        [
            (AssignmentScope.TokenGroup, tokenGroup?.ToString("D"), tokenGroup is not null),
            (AssignmentScope.ChargePoint, start.ChargePointId, true),
            (AssignmentScope.ChargePointGroup, group, group is not null),
            (AssignmentScope.Default, null, true),
        ];
        foreach (var (scope, key, _) in scopes.Where(scope => scope.Exists))
        {
            var stream = Assignment.StreamId(scope, key);
            var assignment = scope is AssignmentScope.ChargePoint or AssignmentScope.Default
                ? CommandRunner.Fold(Streams.Assignments, read[stream])
                : (await runner.LoadAsync(Streams.Assignments, stream, cancellationToken)).State;
            if (assignment.At(at) is { } tariffId
                && (await TariffAsync(VersionedTariff.StreamId(tariffId), cancellationToken)).At(at) is { } version
                && IsInForce(version.Tariff!, at))
            {
                return (version, scope.ToString());
            }
        }

        return (null, null);
    }

    /// <summary>Prices that follow the market have a version for each hour: what is known of them is gone on from.</summary>
    private async Task<VersionedTariff> TariffAsync(string stream, CancellationToken cancellationToken)
    {
        Loaded<VersionedTariff>? known = tariffs.TryGetValue(stream, out var before) ? before : null;
        var loaded = await runner.LoadAsync(Streams.Tariffs, stream, cancellationToken, from: known);
        if (known is null && tariffs.Values.Sum(tariff => tariff.State.Versions.Count) >= MostVersions)
            tariffs.Clear();
        tariffs[stream] = loaded;
        return loaded.State;
    }

    private static bool IsInForce(Tariff tariff, DateTimeOffset at) => !(at < tariff.StartDateTime) && !(at >= tariff.EndDateTime);

    /// <summary>By the charge point's clock where that can be: a session may be told of long after it began.</summary>
    private static DateTimeOffset StartOf(RecordedEvent recorded, TransactionEvent.Started start) =>
        start.Anomalies?.Any(anomaly => anomaly is Anomaly.ClockAhead or Anomaly.ClockNotSet) == true || start.Timestamp > recorded.Timestamp
            ? recorded.Timestamp
            : start.Timestamp;

    /// <summary>Null where it names one that was over: some charge points name their last reservation in every later start.</summary>
    private async Task<DateTimeOffset?> ReservedFromAsync(
        RecordedEvent recorded, TransactionEvent.Started start, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (start.ReservationId is not { } number)
            return null;
        await rows.WaitForAsync(Read, recorded.Sequence, cancellationToken);
        var found = await reservations.ListByNumberAsync(start.ChargePointId, number, MostOfANumber, cancellationToken);
        return found.FirstOrDefault(row => row.MadeAt <= recorded.Timestamp) is { } row
            && (row.TransactionId ?? start.TransactionId) == start.TransactionId
            && !(at - row.ExpiryDate > ReservationDecider.ClocksApart)
                ? row.MadeAt
                : null;
    }

    // OCPI demands all of it; what nobody described is unknown. ZZZ is no country (ISO 3166-1 leaves it to users).
    private static Place Undescribed(string chargePointId, string timeZone) => new(chargePointId, "unknown", "unknown", "ZZZ", new("0.00000", "0.00000"), timeZone, []);
}
