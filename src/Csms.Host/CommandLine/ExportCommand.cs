using System.CommandLine;
using System.Globalization;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Api.Requests;
using Csms.Host.Hosting;
using Csms.Host.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary>Writes what was recorded, with what proves it, to a file or to standard output; beside a running host or without one.</summary>
internal static class ExportCommand
{
    private static readonly TimeSpan SealPatience = TimeSpan.FromSeconds(10);

    private static readonly Option<string?> Stream = new("--stream") { Description = "Only this stream, e.g. charge-point-CP-1", HelpName = "ID" };
    private static readonly Option<string?> Transaction = new("--transaction") { Description = "Only this transaction: the charge point's number for it, or its UUID", HelpName = "ID" };
    private static readonly Option<string?> ChargePoint = new("--charge-point") { Description = "Only this charge point, its transactions, calls and whatever else began for it", HelpName = "ID" };
    private static readonly Option<Instant?> From = Moment("--from", "Only what was recorded then or later (2026-01-31T12:00:00Z)");
    private static readonly Option<Instant?> To = Moment("--to", "Only what was recorded before");
    private static readonly Option<FileInfo?> Older = new("--checkpoint") { Description = "An older checkpoint that a selection is to be compared with", HelpName = "FILE" };
    private static readonly Option<string?> Output = new("--output") { Description = "File to write; standard output when left out", HelpName = "FILE" };

    public static Command Create()
    {
        var events = new Command("events", "Events as CloudEvents, one JSON object per line, with manifest, checkpoint and proofs (docs/ledger-format.md)")
        {
            Stream, Transaction, ChargePoint, From, To, Older, Output,
        };
        events.Validators.Add(result =>
        {
            if (new Option[] { Stream, Transaction, ChargePoint }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("--stream, --transaction and --charge-point exclude one another.");
        });
        events.SetAction((parsed, _) => RunAsync(parsed));
        var export = new Command("export", "Write what was recorded to a file that can be checked without this system, or rows for a spreadsheet") { events, ExportEvidence.Create() };
        foreach (var rows in ExportRows.CreateAll()) export.Add(rows);
        return export;
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
            await SealAsync(database, dataFolder, stop.Token);
            var request = new ExportRequest(parsed.GetValue(Stream), parsed.GetValue(Transaction), parsed.GetValue(ChargePoint), parsed.GetValue(From)?.Value, parsed.GetValue(To)?.Value);
            var ledger = new EventLedger(database);
            if (await request.ScopeAsync(ledger, database, stop.Token) is not { } scope)
                return await FailAsync($"there is no {request}.");
            if (parsed.GetValue(Older) is { } older)
                scope = scope with { OlderSizes = [SizeOf(await File.ReadAllTextAsync(older.FullName, stop.Token))] };
            var path = parsed.GetValue(Output);
            await using var output = path is null ? Console.OpenStandardOutput() : File.Create(path);
            var shown = await WorkDisplay.ShowAsync("exporting", path is null, progress => new ExportWriter(database).WriteAsync(output, scope, progress, stop.Token));
            await Console.Error.WriteLineAsync($"csms: {shown.ToString(CultureInfo.InvariantCulture)} events exported ({scope.Selection}).");
            return ExitCode.Success;
        }
        catch (Exception e) when (e is InvalidOperationException or LedgerDamagedException or IOException or FormatException or UnauthorizedAccessException)
        {
            return await FailAsync(e.Message);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return await FailAsync("stopped; the file is incomplete.");
        }
    }

    /// <summary>What nobody has sealed cannot be proven: where no host runs, this process seals; where one does, its sealer is waited for.</summary>
    public static async Task SealAsync(NpgsqlDataSource database, string dataFolder, CancellationToken cancellationToken)
    {
        var options = LedgerOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        using var key = options.LoadKey(dataFolder);
        if (await new Sealer(database, key, options.Settings, TimeProvider.System, NullLogger<Sealer>.Instance).SealOnceAsync(cancellationToken))
            return;
        await using var head = database.CreateCommand("SELECT coalesce(max(seq_id), 0) FROM events.mt_events");
        var recorded = (long)(await head.ExecuteScalarAsync(cancellationToken))!;
        var ledger = new EventLedger(database);
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (waited.Elapsed < SealPatience && ((await ledger.ReadLatestAsync(cancellationToken))?.Size ?? 0) < recorded)
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
    }

    public static long SizeOf(string note) =>
        SignedNote.TryParse(note, out var signed) && Checkpoint.TryParse(signed.Text, out var checkpoint) ? checkpoint.Size : throw new FormatException("The older checkpoint is not a signed note.");

    public static async Task<int> FailAsync(string what)
    {
        await Console.Error.WriteLineAsync($"csms: {what}");
        return ExitCode.Unexpected;
    }

    public static Option<Instant?> Moment(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Instant.TryParse(result.Tokens.SingleOrDefault()?.Value, null, out var instant))
                return instant;
            result.AddError($"{name} takes a time with its zone, as 2026-01-31T12:00:00Z.");
            return null;
        },
    };
}
