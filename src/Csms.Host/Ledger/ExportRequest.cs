using System.Globalization;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Connections;
using Npgsql;

namespace Csms.Host.Ledger;

/// <summary>What somebody wants exported, in the field's words.</summary>
/// <param name="Transaction">The charge point's number for it, or its UUID.</param>
/// <param name="ChargePoint">With every stream whose first event names it: its transactions and calls among them.</param>
internal sealed record ExportRequest(string? Stream, string? Transaction, string? ChargePoint, DateTimeOffset? From, DateTimeOffset? To)
{
    public override string ToString() =>
        Stream is not null ? $"stream {Stream}" : Transaction is not null ? $"transaction {Transaction}" : ChargePoint is not null ? $"charge point {ChargePoint}" : "everything";

    /// <summary>Null when there is nothing of that name.</summary>
    public async Task<ExportScope?> ScopeAsync(EventLedger ledger, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var streams = await FindStreamsAsync(ledger, database, cancellationToken);
        if (streams is { Count: 0 })
            return null;
        var scope = new ExportScope { Streams = streams, Selection = ToString() };
        // What is recorded has its times in the order of its sequence, so that a time range is a range of sequences, of which nothing can be left out.
        if (From is { } from)
            scope = scope with { First = await ledger.FindFirstAsync(from, cancellationToken) ?? long.MaxValue, Selection = Invariant($"{scope.Selection} from {from:O}") };
        if (To is { } to)
            scope = scope with { Last = await ledger.FindFirstAsync(to, cancellationToken) - 1, Selection = Invariant($"{scope.Selection} to {to:O}") };
        return scope;

        static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Null for everything; empty when there is nothing of that name.</summary>
    public async Task<IReadOnlyList<string>?> FindStreamsAsync(EventLedger ledger, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (ChargePoint is { } chargePoint)
        {
            var own = $"charge-point-{chargePoint}";
            IReadOnlyList<string> begun = await ledger.FindStreamsAsync("chargePointId", chargePoint, cancellationToken);
            return [.. begun.Union(await ExistingAsync(database, own, cancellationToken))];
        }
        if (Transaction is { } transaction)
        {
            if (int.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                await using var store = new EventStore.PostgresEventStore(database);
                return await store.FindStreamAsync(SessionTransactions.AliasOf(number), cancellationToken) is { } stream ? [stream] : [];
            }
            return await ExistingAsync(database, transaction.StartsWith("transaction-", StringComparison.Ordinal) ? transaction : $"transaction-{transaction}", cancellationToken);
        }
        return Stream is null ? null : await ExistingAsync(database, Stream, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> ExistingAsync(NpgsqlDataSource database, string stream, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id FROM events.mt_streams WHERE id = $1");
        command.Parameters.AddWithValue(stream);
        return await command.ExecuteScalarAsync(cancellationToken) is string existing ? [existing] : [];
    }
}
