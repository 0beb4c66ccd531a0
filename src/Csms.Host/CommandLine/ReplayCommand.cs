using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Csms.EventStore;
using Csms.Host.Api.Requests;
using Csms.Host.Hosting;
using Csms.Host.Ledger;
using Csms.Host.Replaying;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary>Tells what happened once more, to people or to programs, at once or at the speed at which it happened; beside a running host or without one.</summary>
internal static class ReplayCommand
{
    private static readonly Option<string?> Stream = new("--stream") { Description = "Only this stream, e.g. charge-point-CP-1", HelpName = "ID" };
    private static readonly Option<string?> Transaction = new("--transaction") { Description = "Only this transaction: the charge point's number for it, or its UUID", HelpName = "ID" };
    private static readonly Option<string?> ChargePoint = new("--charge-point") { Description = "Only this charge point, its transactions, calls and whatever else began for it", HelpName = "ID" };
    private static readonly Option<Instant?> From = ExportCommand.Moment("--from", "Only what was recorded then or later (2026-01-31T12:00:00Z)");
    private static readonly Option<Instant?> To = ExportCommand.Moment("--to", "Only what was recorded before");
    private static readonly Option<long?> After = new("--after") { Description = "Only what is behind this place in the feed", HelpName = "SEQUENCE" };
    private static readonly Option<long?> ToSequence = new("--to-sequence") { Description = "Only up to this place in the feed", HelpName = "SEQUENCE" };
    private static readonly Option<bool> State = new("--state") { Description = "With what the stream folds to after each event" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object per line, as GET /api/v1/streams/{id}/replay has them" };
    private static readonly Option<double?> Speed = new("--speed")
    {
        Description = "1: as fast as it happened, 60: a minute in a second; at once when left out",
        HelpName = "FACTOR",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and < double.PositiveInfinity)
                return factor;
            result.AddError("--speed takes a number above 0, as 60 or 0.5.");
            return null;
        },
    };

    public static Command Create()
    {
        var command = new Command("replay", "Tell again what happened, in the order in which it was recorded; everything when nothing is chosen")
        {
            Stream, Transaction, ChargePoint, From, To, After, ToSequence, State, Json, Speed,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { Stream, Transaction, ChargePoint }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
                result.AddError("--stream, --transaction and --charge-point exclude one another.");
        });
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using var stop = new StopSignal();
        try
        {
            await using var served = await ServedDatabase.OpenAsync(Path.GetFullPath(parsed.GetValue(CommonOptions.Data)!), stop.Token);
            await Schema.MigrateAsync(served, stop.Token);
            await using var database = NpgsqlDataSource.Create(served.ConnectionString);
            await using var store = new PostgresEventStore(database);
            var what = new ExportRequest(parsed.GetValue(Stream), parsed.GetValue(Transaction), parsed.GetValue(ChargePoint), parsed.GetValue(From)?.Value, parsed.GetValue(To)?.Value);
            if (await new ReplayRequest(what, parsed.GetValue(After), parsed.GetValue(ToSequence)).ScopeAsync(store, database, stop.Token) is not { } scope)
            {
                await Console.Error.WriteLineAsync($"csms: there is no {what}.");
                return ExitCode.Unexpected;
            }

            var show = parsed.GetValue(Json) ? ShowJson : new Action<ReplayedEvent>(new Timeline(Console.Out, Console.IsOutputRedirected).Show);
            var pace = parsed.GetValue(Speed) is { } speed ? new Pace(TimeProvider.System, speed) : null;
            await foreach (var replayed in new Replay(store).RunAsync(scope, parsed.GetValue(State), stop.Token))
            {
                if (pace is not null)
                    await pace.WaitAsync(replayed.Event.Timestamp, stop.Token);
                show(replayed);
            }
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("csms: stopped before the end.");
        }

        return ExitCode.Success;
    }

    private static void ShowJson(ReplayedEvent replayed) => Console.Out.WriteLine(JsonSerializer.Serialize(replayed, ApiJson.Options));
}
