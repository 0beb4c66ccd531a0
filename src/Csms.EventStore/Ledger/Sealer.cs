using Microsoft.Extensions.Logging;
using Npgsql;

namespace Csms.EventStore.Ledger;

/// <summary>
/// Brings new events into the Merkle tree and signs what it has become, about once a second, in one process of a database at a time. It keeps the right edge
/// of the tree in memory; when it begins, it takes it from the tables and checks it against the last checkpoint.
/// </summary>
/// <param name="dataSource">Its user may read events and add to the ledger's tables.</param>
/// <param name="key">Signs; not necessarily the key of earlier checkpoints, see <paramref name="settings"/>.</param>
/// <param name="settings">What may be set.</param>
/// <param name="time">For the pauses.</param>
/// <param name="logger">Told when sealing begins, stops and stands still.</param>
public sealed partial class Sealer(NpgsqlDataSource dataSource, LedgerKey key, SealerSettings settings, TimeProvider time, ILogger<Sealer> logger)
{
    private const long LockKey = 0x43534D53_5345414C; // "CSMSSEAL"

    /// <summary>Most events of one checkpoint: what has to be held in memory, and done again after a crash.</summary>
    private const int MostEvents = 1 << 16;

    /// <summary>Most events of one statement: while it runs, no row that an append replaces can be cleared away, and every append has to step over those.</summary>
    private const int MostOfOneRead = 1 << 10;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);

    /// <summary>Seals until cancelled. A database that is away is waited for; a ledger that is damaged is left alone, and said so again and again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var held = await SessionLock.WaitAsync(dataSource, LockKey, cancellationToken);
                var state = await BeginAsync(held.Connection, cancellationToken);
                Log.Began(logger, state.Edge.Size, key.Id);
                while (true)
                {
                    if (!await SealAsync(held.Connection, state, cancellationToken))
                        await Task.Delay(settings.Interval, time, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (LedgerDamagedException damage)
            {
                Log.StandsStill(logger, damage.Message);
                await Task.Delay(settings.PauseWhenDamaged, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception failure)
            {
                Log.Interrupted(logger, failure);
                await Task.Delay(PauseAfterFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Seals what is there and ends; for commands that run where nobody serves.</summary>
    /// <returns>False when another process is the sealer.</returns>
    /// <exception cref="LedgerDamagedException">The tables do not fit together, or do not fit the key.</exception>
    public async Task<bool> SealOnceAsync(CancellationToken cancellationToken)
    {
        await using var held = await SessionLock.TryAsync(dataSource, LockKey, cancellationToken);
        if (held is null)
            return false;
        var state = await BeginAsync(held.Connection, cancellationToken);
        while (await SealAsync(held.Connection, state, cancellationToken))
        {
        }
        return true;
    }

    private async Task<State> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // What is lost in a crash is sealed again, and the same: nothing waits for the disk. The plan must not depend on what is known of a table that grows.
        await using (var session = new NpgsqlCommand("SET synchronous_commit = off; SET enable_seqscan = off; SET jit = off", connection))
            await session.ExecuteNonQueryAsync(cancellationToken);
        var latest = await LedgerTables.ReadLatestAsync(connection, cancellationToken);
        if (latest is null)
            return new State(settings.Origin ?? $"csms.local/{Guid.NewGuid():N}", RightEdge.Restore(0, []));

        if (settings.Origin is { } origin && origin != latest.Origin)
            throw new LedgerDamagedException($"This database's ledger is named {latest.Origin}, not {origin}; a ledger's name never changes.");
        var signed = latest.Open();
        if (!key.HasSigned(signed) && !signed.Signatures.Any(s => Convert.ToHexStringLower(s.KeyId) == settings.ReplacesKey))
        {
            var theirs = Convert.ToHexStringLower(signed.Signatures[0].KeyId);
            throw new LedgerDamagedException(
                $"The checkpoint of size {latest.Size} is not signed by this node's key {key.Id} but names {theirs}. Give this node the ledger's key, or say that the new key replaces {theirs}.");
        }
        var edge = await LedgerTables.ReadEdgeAsync(connection, latest.Size, cancellationToken);
        if (!edge.Root().AsSpan().SequenceEqual(latest.Root) || new Checkpoint(latest.Origin, latest.Size, latest.Root).Text != signed.Text)
            throw new LedgerDamagedException($"The ledger's tables do not give the root that was signed at size {latest.Size}: they were changed.");
        return new State(latest.Origin, edge);
    }

    /// <summary>One checkpoint, if there is anything new.</summary>
    /// <returns>Whether there may be more.</returns>
    private async Task<bool> SealAsync(NpgsqlConnection connection, State state, CancellationToken cancellationToken)
    {
        var leaves = await HashAsync(connection, state, cancellationToken);
        if (leaves.Length == 0)
            return false;
        var before = state.Edge.Size;
        var full = state.Edge.Append(leaves);
        var checkpoint = new Checkpoint(state.Origin, state.Edge.Size, state.Edge.Root());
        var unstored = (int)Math.Min(state.Edge.Size - before, state.Edge.Size % RightEdge.Width);
        await LedgerTables.StoreAsync(
            connection, full, checkpoint, key.Sign(checkpoint), [.. state.Edge.Leaves[^(unstored * MerkleHash.Size)..]], cancellationToken);
        Log.Sealed(logger, before + 1, state.Edge.Size);
        return leaves.Length == MostEvents * MerkleHash.Size;
    }

    /// <summary>The hashes of the events after the tree's last, up to the first that is missing.</summary>
    private async Task<byte[]> HashAsync(NpgsqlConnection connection, State state, CancellationToken cancellationToken)
    {
        var (size, leaves) = (state.Edge.Size, new MemoryStream());
        while (true)
        {
            var (piece, afterGap) = await LedgerTables.ReadLeavesAsync(connection, size, MostOfOneRead, cancellationToken);
            leaves.Write(piece);
            size += piece.Length / MerkleHash.Size;
            // Ours have no gaps. A Marten beside us leaves one for as long as it commits, or for ever when it rolled back.
            if (afterGap is { } present)
                Log.Gap(logger, size + 1, present);
            if (afterGap is not null || piece.Length < MostOfOneRead * MerkleHash.Size || size - state.Edge.Size == MostEvents)
                return leaves.ToArray();
        }
    }

    private sealed record State(string Origin, RightEdge Edge);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Sealing the ledger from size {Size} on with key {KeyId}")]
        public static partial void Began(ILogger logger, long size, string keyId);

        [LoggerMessage(2, LogLevel.Debug, "Sealed events {First} to {Last}")]
        public static partial void Sealed(ILogger logger, long first, long last);

        [LoggerMessage(3, LogLevel.Warning, "Sealing was interrupted and is taken up again")]
        public static partial void Interrupted(ILogger logger, Exception exception);

        [LoggerMessage(4, LogLevel.Critical, "The ledger is not sealed any further: {Why}")]
        public static partial void StandsStill(ILogger logger, string why);

        [LoggerMessage(5, LogLevel.Warning, "Event {Missing} is not there although {Present} is: sealing waits for it")]
        public static partial void Gap(ILogger logger, long missing, long present);
    }
}

/// <summary>What may be set for sealing.</summary>
public sealed record SealerSettings
{
    /// <summary>Between two checkpoints, when there is something new.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Before a damaged ledger is looked at again.</summary>
    public TimeSpan PauseWhenDamaged { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Name of a ledger that begins, e.g. <c>csms.example/ledger-1</c>; made up when left out. One that has begun keeps its name.</summary>
    public string? Origin { get; init; }

    /// <summary>Id of the key whose checkpoints this node's key may follow; without it another key's ledger is left alone.</summary>
    public string? ReplacesKey { get; init; }
}
