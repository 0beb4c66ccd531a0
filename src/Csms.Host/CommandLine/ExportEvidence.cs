using System.CommandLine;
using System.Globalization;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.EventStore.Ledger;
using Csms.Host.Evidence;
using Csms.Host.Hosting;
using Csms.Host.Ledger;
using Csms.ReadModels.Authorizations;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Causes;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary><c>csms export evidence</c>: all that bears on one transaction in one file; beside a running host or without one.</summary>
internal static class ExportEvidence
{
    private static readonly Argument<string> Transaction = new("transaction") { Description = "The transaction: the charge point's number for it, or its UUID" };
    private static readonly Option<FileInfo> To = new("--output") { Description = "ZIP file to write", HelpName = "FILE", Required = true };
    private static readonly Option<FileInfo?> Older = new("--checkpoint") { Description = "An older checkpoint that the bundle is to be compared with", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("evidence", "A transaction's events with proofs, frames, signed readings, energy and what a bill follows from, in one ZIP file (docs/evidence.md)")
        {
            Transaction, To, Older,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using var stop = new StopSignal();
        var dataFolder = Path.GetFullPath(parsed.GetValue(CommonOptions.Data)!);
        await using var served = await ServedDatabase.OpenAsync(dataFolder, stop.Token);
        await Schema.MigrateAsync(served, stop.Token);
        await using var database = NpgsqlDataSource.Create(served.ConnectionString);
        try
        {
            await ExportCommand.SealAsync(database, dataFolder, stop.Token);
            var transaction = parsed.GetValue(Transaction)!;
            var ledger = new EventLedger(database);
            await using var store = new PostgresEventStore(database);
            var streams = await new ExportRequest(null, transaction, null, null, null).FindStreamsAsync(ledger, database, stop.Token);
            var related = new RelatedEvents(store, new CallQueries(database), new AuthorizationQueries(database), new CauseQueries(database));
            var bundle = new EvidenceBundle(related, store, new JournalQueries(database), ledger, new ProjectionPositions(database, store, TimeProvider.System), database);
            if (streams is not [var stream] || (await bundle.FindAsync(stream, stop.Token)).Evidence is not { } evidence)
                return await ExportCommand.FailAsync($"there is no transaction {transaction}, or its start is not sealed yet.");
            IReadOnlyList<long> olderSizes = parsed.GetValue(Older) is { } older ? [ExportCommand.SizeOf(await File.ReadAllTextAsync(older.FullName, stop.Token))] : [];
            await using var output = File.Create(parsed.GetValue(To)!.FullName);
            await WorkDisplay.ShowAsync("exporting", isQuiet: false, async progress =>
            {
                await bundle.WriteAsync(output, evidence, olderSizes, progress, stop.Token);
                return true;
            });
            var behind = evidence.Checkpoint.Size - evidence.SearchedTo;
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"csms: evidence for transaction {evidence.Session.Start.TransactionId} exported, {evidence.Events.Count} events{(behind > 0 ? $"; the read models are {behind} events behind, what bears on it in those may be missing" : "")}."));
            return ExitCode.Success;
        }
        catch (Exception e) when (e is InvalidOperationException or LedgerDamagedException or IOException or FormatException or UnauthorizedAccessException)
        {
            return await ExportCommand.FailAsync(e.Message);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return await ExportCommand.FailAsync("stopped; the file is incomplete.");
        }
    }
}
