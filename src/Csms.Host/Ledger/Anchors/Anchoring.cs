using Csms.EventStore;
using Csms.EventStore.Ledger;
using Csms.Host.Hosting;
using Npgsql;

namespace Csms.Host.Ledger.Anchors;

/// <summary>Takes checkpoints to the places outside, on one node of a database at a time. Each place has a loop of its own: one that is away holds up no other, and
/// sealing waits for none.</summary>
internal sealed partial class Anchoring(
    NpgsqlDataSource dataSource, EventLedger ledger, LedgerOptions options, ServeOptions serve, AnchorStates states, TimeProvider clock, ILogger<Anchoring> logger)
    : BackgroundService
{
    private const long LockKey = 0x43534D53_414E4348; // "CSMSANCH"
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient http = new() { Timeout = Patience };
    private IAnchor[] anchors = [];

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    /// <summary>A setting that is wrong is told before anything is served.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        anchors = [.. options.Anchors.Select(Of)];
        // By its name it is remembered what a place has taken.
        if (anchors.CountBy(anchor => anchor.Name).FirstOrDefault(named => named.Value > 1).Key is { } name)
            throw new StartupFailure(ExitCode.WrongUsage, $"Ledger:Anchors has two places of the name {name}.");
        states.Know(anchors);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (anchors.Length > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var held = await SessionLock.WaitAsync(dataSource, LockKey, stoppingToken);
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var loops = anchors.Select(anchor => FollowAsync(anchor, ending.Token)).Append(HoldsAsync(held.Connection, ending.Token)).ToArray();
                await Task.WhenAny(loops);
                await ending.CancelAsync();
                await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, e);
                await Task.Delay(FirstPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Ends when the session that holds the lock does.</summary>
    private async Task HoldsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("SELECT 1", connection);
        while (true)
        {
            await Task.Delay(FirstPause, clock, cancellationToken);
            await ask.ExecuteScalarAsync(cancellationToken);
        }
    }

    private async Task FollowAsync(IAnchor anchor, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ;)
        {
            try
            {
                if (await NextAsync(anchor, cancellationToken) is { } checkpoint)
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    limit.CancelAfter(Patience);
                    await anchor.TakeAsync(checkpoint, limit.Token);
                    await RememberAsync(anchor, checkpoint, cancellationToken);
                    states.Succeeded(anchor.Name);
                    LogTaken(logger, checkpoint.Size, anchor.Name);
                }
                pause = FirstPause;
                await Task.Delay(Look, clock, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                states.Failed(anchor.Name, e.Message.ReplaceLineEndings(" "));
                LogFailed(logger, anchor.Name, e.Message.ReplaceLineEndings(" "), pause.TotalSeconds);
                await Task.Delay(pause, clock, cancellationToken);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
    }

    /// <summary>The newest checkpoint, when there have been as many as asked for since the last that was taken there.</summary>
    private async Task<SealedCheckpoint?> NextAsync(IAnchor anchor, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT count(*) FROM (
                SELECT FROM events.csms_ledger_checkpoints
                 WHERE size > (SELECT coalesce(max(size), 0) FROM events.csms_ledger_anchored WHERE anchor = $1) LIMIT $2) AS since
            """);
        command.Parameters.AddWithValue(anchor.Name);
        command.Parameters.AddWithValue(anchor.Every);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! >= anchor.Every ? await ledger.ReadLatestAsync(cancellationToken) : null;
    }

    private async Task RememberAsync(IAnchor anchor, SealedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "INSERT INTO events.csms_ledger_anchored (anchor, size) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        command.Parameters.AddWithValue(anchor.Name);
        command.Parameters.AddWithValue(checkpoint.Size);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private IAnchor Of(AnchorOptions anchor, int number)
    {
        var name = anchor.NameOr(number);
        var every = Math.Max(1, anchor.Every);
        return (anchor.Folder, anchor.Url, anchor.Git) switch
        {
            ({ } folder, null, null) => new FolderAnchor(name, folder, every),
            (null, { } url, null) => new EndpointAnchor(name, url, every, http),
            (null, null, { } remote) => new GitAnchor(name, remote, every, Path.Combine(serve.DataFolder, "anchors", name)),
            _ => throw new StartupFailure(ExitCode.WrongUsage, $"Ledger:Anchors:{number} takes exactly one of Folder, Url and Git."),
        };
    }

    [LoggerMessage(1, LogLevel.Warning, "Taking checkpoints outside was interrupted and is taken up again")]
    private static partial void LogInterrupted(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "The checkpoint of size {Size} is at {Anchor}")]
    private static partial void LogTaken(ILogger logger, long size, string anchor);

    [LoggerMessage(3, LogLevel.Error, "A checkpoint could not be taken to {Anchor} ({Why}); tried again in {Seconds} s")]
    private static partial void LogFailed(ILogger logger, string anchor, string why, double seconds);
}
