using Csms.EventStore;
using Csms.ReadModels.Analysis;
using Csms.ReadModels.Projecting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Csms.Host.Exporting;

/// <summary>
/// Runs the exports that were asked for, one at a time on one node of a database, oldest first. What a node leaves that ends in the middle is begun again, from the
/// first row and in another file, by whoever gets the lock next.
/// </summary>
internal sealed partial class RunningExports(
    NpgsqlDataSource dataSource,
    ExportTable exports,
    ExportFolder folder,
    RowExport rows,
    ProjectionPositions positions,
    PostgresEventStore store,
    IOptions<ExportSettings> settings,
    TimeProvider clock,
    ILogger<RunningExports> logger) : BackgroundService
{
    public const long LockKey = 0x43534D53_4558504F; // "CSMSEXPO"

    // An export at which nodes end again and again must not be what ends the next one.
    private const int MostAttempts = 5;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceForRows = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim asked = new(0, 1);

    /// <summary>One was asked for at this node; the others look by themselves.</summary>
    public void Wake()
    {
        try
        {
            asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already.
        }
    }

    public override void Dispose()
    {
        asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await exports.AnyWaitsAsync(stoppingToken))
                    await RunAllAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, e);
            }

            await asked.WaitAsync(BetweenLooks, stoppingToken);
        }
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        await using var held = await SessionLock.TryAsync(dataSource, LockKey, cancellationToken);
        if (held is null)
            return;
        while (await ExportTurns.TakeAsync(held.Connection, clock.GetUtcNow(), cancellationToken) is { } export)
            await RunAsync(held.Connection, export, cancellationToken);
    }

    private async Task RunAsync(NpgsqlConnection held, ExportRecord export, CancellationToken cancellationToken)
    {
        Log.Begins(logger, export.Id, export.Wish.Kind, export.AskedBy, export.Attempt);
        try
        {
            if (export.Attempt > MostAttempts)
                throw new ExportFailedException("interrupted", $"It was begun {MostAttempts} times and never came to its end; the server's log says why. Ask for less, or have an administrator look.");
            if (await WriteAsync(held, export, cancellationToken))
            {
                Log.Done(logger, export.Id);
                return;
            }

            Log.Cancelled(logger, export.Id);
        }
        catch (ExportFailedException failed)
        {
            Log.Failed(logger, failed.InnerException, export.Id, failed.Message);
            await ExportTurns.FailAsync(held, export, failed.Failure, clock.GetUtcNow(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.Failed(logger, e, export.Id, e.Message);
            await ExportTurns.FailAsync(held, export, ExportFile.Unwritable(e, settings.Value).Failure, clock.GetUtcNow(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await PutBackAsync(held, export);
            throw;
        }
        catch (Exception e) when (e is not (NpgsqlException or TimeoutException or ViewChangedException or OperationCanceledException))
        {
            Log.Failed(logger, e, export.Id, e.Message);
            await ExportTurns.FailAsync(
                held, export, new("internal_error", "This is a fault of the server; its log says more."), clock.GetUtcNow(), cancellationToken);
        }
        finally
        {
            // Of one that is done there is nothing under these names but what was kept.
            folder.DeleteUnfinished(export);
        }
    }

    /// <summary>False when it was cancelled.</summary>
    private async Task<bool> WriteAsync(NpgsqlConnection held, ExportRecord export, CancellationToken cancellationToken)
    {
        var position = await PositionAsync(cancellationToken);
        var expected = await rows.EstimateAsync(export.Wish.Kind, export.Wish.Selection, cancellationToken);
        if (!await ExportTurns.BeginAsync(held, export, expected, position, cancellationToken))
            return false;

        ExportProgress whole;
        string sha256;
        await using (var file = folder.Create(export))
        {
            if (await WriteRowsAsync(held, export, file, cancellationToken) is not { } written)
                return false;
            sha256 = await file.CompleteAsync(cancellationToken);
            whole = new(written, file.Bytes, file.StoredBytes);
        }

        folder.Keep(export);
        if (await ExportTurns.FinishAsync(held, export, whole, sha256, clock.GetUtcNow(), settings.Value.KeepFor, cancellationToken))
            return true;
        folder.Delete(export);
        return false;
    }

    /// <summary>How many there were; null when it was cancelled.</summary>
    private async Task<long?> WriteRowsAsync(NpgsqlConnection held, ExportRecord export, ExportFile file, CancellationToken cancellationToken)
    {
        var written = new RowCount();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = Task.Run(() => rows.WriteSlicesAsync(file, export.Wish.Kind, export.Wish.Selection, export.Wish.Format, written, ending.Token), ending.Token);
        try
        {
            // Told on the connection with the lock: where that is gone, so is the right to go on.
            while (await Task.WhenAny(writing, Task.Delay(BetweenReports, clock, cancellationToken)) != writing)
            {
                if (!await ExportTurns.ReportAsync(held, export, new(written.Rows, file.Bytes, file.StoredBytes), cancellationToken))
                    return null;
            }

            await writing;
            return written.Rows;
        }
        finally
        {
            await ending.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whoever asks for what they have just done finds it; read models that are being filled for the first time would make half a file.</summary>
    private async Task<long> PositionAsync(CancellationToken cancellationToken)
    {
        await positions.WaitForAsync(await store.ReadHeadAsync(cancellationToken), PatienceForRows, cancellationToken);
        return await positions.ReadCommonAsync(cancellationToken) is var position and >= 0
            ? position
            : throw new ExportFailedException("projections_behind", "The read models are being filled for the first time. Ask again when /system shows a position for each.");
    }

    private async Task PutBackAsync(NpgsqlConnection held, ExportRecord export)
    {
        try
        {
            await ExportTurns.PutBackAsync(held, export, CancellationToken.None);
        }
        catch (NpgsqlException e)
        {
            Log.NotPutBack(logger, export.Id, e.Message);
        }
    }

    /// <summary>How many rows were written, for another thread to read.</summary>
    private sealed class RowCount : IProgress<long>
    {
        private long rows;

        public long Rows => Volatile.Read(ref rows);

        public void Report(long value) => Volatile.Write(ref rows, value);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Export {Export} of {Kind} for {Asker} begins (attempt {Attempt})")]
        public static partial void Begins(ILogger logger, Guid export, string kind, string asker, int attempt);

        [LoggerMessage(2, LogLevel.Information, "Export {Export} is done")]
        public static partial void Done(ILogger logger, Guid export);

        [LoggerMessage(3, LogLevel.Information, "Export {Export} was cancelled")]
        public static partial void Cancelled(ILogger logger, Guid export);

        [LoggerMessage(4, LogLevel.Error, "Export {Export} failed: {Reason}")]
        public static partial void Failed(ILogger logger, Exception? exception, Guid export, string reason);

        [LoggerMessage(5, LogLevel.Warning, "Running exports was interrupted; what was begun is begun again")]
        public static partial void Interrupted(ILogger logger, Exception exception);

        [LoggerMessage(6, LogLevel.Debug, "Export {Export} is left running, to be begun again ({Reason})")]
        public static partial void NotPutBack(ILogger logger, Guid export, string reason);
    }
}
