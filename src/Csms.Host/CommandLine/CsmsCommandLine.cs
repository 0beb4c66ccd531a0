using System.CommandLine;
using Csms.Host.Hosting;

namespace Csms.Host.CommandLine;

/// <summary>Every command, and what becomes of their failures.</summary>
internal static class CsmsCommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var parsed = Create().Parse(arguments);
            // Serving takes its own time to stop; the library would end the process after two seconds.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null })
                is var exitCode && parsed.Errors.Count > 0 ? ExitCode.WrongUsage : exitCode;
        }
        catch (StartupFailure failure)
        {
            await Console.Error.WriteLineAsync($"csms: {failure.Message}");
            return failure.ExitCode;
        }
        catch (Exception unexpected)
        {
            await Console.Error.WriteLineAsync($"csms: {unexpected}");
            return ExitCode.Unexpected;
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand($"Charging station management system for OCPP 1.6-J: event-sourced, on PostgreSQL.\n\n{ExitCode.Explained}")
        {
            CommonOptions.Data,
            ServeCommand.Create(),
            KeysCommand.Create(),
            UsersCommand.Create(),
            ProjectionsCommand.Create(),
            ExportCommand.Create(),
            AnalystAccessCommand.Create(),
            VerifyCommand.Create(),
            ReplayCommand.Create(),
            LedgerCommand.Create(),
            SimulateCommand.Create(),
        };
        ServeCommand.AddTo(root);
        return root;
    }
}
