using System.Runtime.InteropServices;
using Csms.EventStore.Journal;
using Csms.Host.Storage;
using Npgsql;

namespace Csms.Host.Journal;

/// <summary>Brings what connections left in the <see cref="WireJournal"/> into the database, a few times a second, with secrets withheld. Registered
/// before everything that leaves frames, so that it stops after it.</summary>
internal sealed partial class JournalWriter(WireJournal journal, JournalTable table, NodeName node, TimeProvider clock, ILogger<JournalWriter> logger)
    : BackgroundService
{
    // With the time that a write takes, well within the second that a crash may cost.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    // A batch that a stop interrupts is taken up again by the stop.
    private JournalBatch? unwritten;

    // A write of it was begun before: a connection that was lost at its end, or a stop, leaves it open whether it is stored.
    private bool isAgain;

    /// <summary>Whatever was left until now is written before the host ends, if the database takes it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            while (unwritten is not null || journal.Take() is { } batch && Prepare(batch))
                await WriteAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, unwritten!.Frames);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (journal.Take() is { } batch && Prepare(batch))
                await WriteAsync(stoppingToken);
        }
    }

    private bool Prepare(JournalBatch batch)
    {
        try
        {
            foreach (ref var entry in CollectionsMarshal.AsSpan(batch.Entries))
                WithholdSecrets(ref entry);
            unwritten = batch;
        }
        catch (Exception e)
        {
            // A frame that cannot be searched for secrets must not end the host, and must not be stored either.
            Log.Refused(logger, e, batch.Frames);
            journal.GiveUp(batch);
            journal.Return(batch);
            return false;
        }

        if (batch.Gap is { } gap)
            Log.Gap(logger, gap.Lost, gap.From, gap.To);
        return true;
    }

    /// <summary>Until the database takes the batch, or says that it never will.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var batch = unwritten!;
        while (true)
        {
            var wasTried = isAgain;
            isAgain = true;
            try
            {
                if (!wasTried || !await table.HasAsync(node.Value, batch.Entries[^1], cancellationToken))
                    await table.WriteAsync(node.Value, batch.Entries, cancellationToken);
                break;
            }
            catch (Exception e) when (e is TimeoutException or NpgsqlException && !(wasTried && e.IsRefusedData()))
            {
                Log.NotWritten(logger, batch.Frames, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Refused(logger, e, batch.Frames);
                journal.GiveUp(batch);
                break;
            }

            await Task.Delay(PauseAfterFailure, clock, cancellationToken);
        }

        (unwritten, isAgain) = (null, false);
        journal.Return(batch);
    }

    private static void WithholdSecrets(ref JournalEntry entry)
    {
        if (Redaction.Secrets.Apply(entry.Frame.Span) is { } frame)
            entry = entry with { Frame = frame, SecretWithheld = true };
        if (entry.Answer is { } answer && Redaction.Secrets.Apply(answer.Frame.Span) is { } answered)
            entry = entry with { Answer = answer with { Frame = answered, SecretWithheld = true } };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} frames could not be journalled yet ({Why})")]
        public static partial void NotWritten(ILogger logger, int count, string why);

        [LoggerMessage(2, LogLevel.Error, "{Count} frames cannot be journalled")]
        public static partial void Refused(ILogger logger, Exception exception, int count);

        [LoggerMessage(3, LogLevel.Warning, "{Count} frames were not journalled from {From} to {To}: the database could not keep up")]
        public static partial void Gap(ILogger logger, long count, DateTimeOffset from, DateTimeOffset to);

        [LoggerMessage(4, LogLevel.Warning, "{Count} frames were not journalled: the database was away when the host stopped")]
        public static partial void Abandoned(ILogger logger, int count);
    }
}
