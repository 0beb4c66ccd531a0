using System.CommandLine;
using System.Globalization;
using Csms.Host.Hosting;
using Csms.ReadModels.Analysis;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary>Writes rows of the views to a file, beside a running host or without one. Rows are what was projected so far: a host that runs keeps them fresh.</summary>
internal static class ExportRows
{
    public static IEnumerable<Command> CreateAll() =>
    [
        Create("sessions", "Sessions, as in v1_transactions, by their start"),
        Create("meter-values", "Meter values, as in v1_meter_values, by their time"),
        Create("cdrs", "Charge detail records, as in v1_cdrs, by the start of the session"),
        Create("energy", "Energy of sessions by the hour, as in v1_energy_hourly"),
    ];

    private static Command Create(string kind, string description)
    {
        var from = ExportCommand.Moment("--from", "Only from this moment on (2026-01-31T12:00:00Z)");
        var to = ExportCommand.Moment("--to", "Only before this moment");
        var chargePoint = new Option<string?>("--charge-point") { Description = "Only of this charge point", HelpName = "ID" };
        var format = new Option<RowFormat>("--format") { Description = "csv (RFC 4180) or ndjson (a JSON object per line)", DefaultValueFactory = _ => RowFormat.Csv };
        var file = new Option<string?>("--output") { Description = "File to write; standard output when left out", HelpName = "FILE" };
        var command = new Command(kind, description) { from, to, chargePoint, format, file };
        command.SetAction((parsed, _) => RunAsync(
            parsed, kind, new(parsed.GetValue(chargePoint), parsed.GetValue(from)?.Value, parsed.GetValue(to)?.Value), parsed.GetValue(format), parsed.GetValue(file)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string kind, ExportSelection selection, RowFormat format, string? path)
    {
        using var stop = new StopSignal();
        await using var served = await ServedDatabase.OpenAsync(Path.GetFullPath(parsed.GetValue(CommonOptions.Data)!), stop.Token);
        await Schema.MigrateAsync(served, stop.Token);
        await using var database = NpgsqlDataSource.Create(served.ConnectionString);
        try
        {
            await using var output = path is null ? Console.OpenStandardOutput() : File.Create(path);
            var written = await new RowExport(database).WriteAsync(output, kind, selection, format, stop.Token);
            await Console.Error.WriteLineAsync($"csms: {written.ToString(CultureInfo.InvariantCulture)} rows of {kind} written.");
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await ExportCommand.FailAsync(e.Message);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return await ExportCommand.FailAsync("stopped; the file is incomplete.");
        }
    }
}
