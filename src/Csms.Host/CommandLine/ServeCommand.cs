using System.CommandLine;
using Csms.Host.Hosting;
using Csms.Host.Ledger;
using Csms.Host.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Csms.Host.CommandLine;

/// <summary>Runs the CSMS until it is told to stop: database up, schema made, doors open; and down again in the opposite order.</summary>
internal static partial class ServeCommand
{
    private static readonly Option[] Options =
    [
        CommonOptions.Http, CommonOptions.Https, CommonOptions.Demo, CommonOptions.Listen, CommonOptions.InsecureHttp, CommonOptions.Certificate, CommonOptions.CertificateKey,
    ];

    public static Command Create()
    {
        var command = new Command("serve", "Run the CSMS (what happens without a command)");
        AddTo(command);
        return command;
    }

    /// <summary>Serving is also what the program does when no command is named.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in Options)
            command.Add(option);
        command.SetAction((parsed, _) => RunAsync(OptionsOf(parsed)));
    }

    private static ServeOptions OptionsOf(ParseResult parsed) => new(
        Path.GetFullPath(parsed.GetValue(CommonOptions.Data)!),
        parsed.GetValue(CommonOptions.Http),
        parsed.GetValue(CommonOptions.Https),
        parsed.GetValue(CommonOptions.Demo),
        CommonOptions.AddressOf(parsed.GetValue(CommonOptions.Listen)),
        CertificatesOf(parsed.GetValue(CommonOptions.Certificate) ?? [], parsed.GetValue(CommonOptions.CertificateKey) ?? []),
        parsed.GetValue(CommonOptions.InsecureHttp));

    private static IReadOnlyList<CertificateFiles>? CertificatesOf(string[] certificates, string[] keys)
    {
        if (keys.Length > 0 && keys.Length != certificates.Length)
            throw new StartupFailure(ExitCode.CertificateUnusable, "--certificate-key is given as often as --certificate, in the same order, or not at all.");
        return certificates.Length == 0 ? null : [.. certificates.Select((file, index) => new CertificateFiles(file, keys.ElementAtOrDefault(index)))];
    }

    private static async Task<int> RunAsync(ServeOptions options)
    {
        using var stop = new StopSignal();
        try
        {
            ListeningPorts.Check(options);
            using var folder = DataFolder.Hold(options.DataFolder);
            await using var database = await ServedDatabase.OpenAsync(folder, stop.Token);
            return await ServeAsync(options, database, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            // Told to stop before it was ready.
            return ExitCode.Success;
        }
    }

    private static async Task<int> ServeAsync(ServeOptions options, ServedDatabase database, CancellationToken stop)
    {
        await using var app = Build(options, database);
        var (keyNews, passwordNews) = await SlowDatabase.WaitForAsync(() => PrepareAsync(options, database, app, stop), TimeProvider.System, stop);
        if (options.ListenInClear != options.Listen)
            LogClearTextStays(app.Logger, options.HttpPort);
        else if (options.Listen is not null && !System.Net.IPAddress.IsLoopback(options.Listen))
            LogClearTextOpen(app.Logger, options.HttpPort, options.Listen);
        if (database.IsHere && Autogroup.IsInForce)
            LogAutogroup(app.Logger);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            // Somebody took the port after it was checked.
            ListeningPorts.Check(options);
            throw new StartupFailure(ExitCode.PortInUse, e.Message);
        }

        if (keyNews is not null)
            await Console.Out.WriteLineAsync(keyNews);
        if (passwordNews is not null)
            await Console.Out.WriteLineAsync(passwordNews);
        await Console.Out.WriteLineAsync(ReadyLine(app.Services.GetRequiredService<IServer>()));
        await app.WaitForShutdownAsync(stop);
        // The log says what it was; whoever looks after the process must not take it for a stop that was asked for.
        return app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask?.IsFaulted == true)
            ? ExitCode.Unexpected
            : ExitCode.Success;
    }

    /// <exception cref="StartupFailure">A setting cannot be read, or is none.</exception>
    private static WebApplication Build(ServeOptions options, ServedDatabase database)
    {
        try
        {
            var app = CsmsApplication.Build(options, database.ConnectionString);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.Services.GetRequiredService<LedgerOptions>();
            return app;
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or InvalidOperationException { InnerException: not null })
        {
            throw new StartupFailure(ExitCode.WrongUsage, wrong.Message);
        }
    }

    /// <summary>Tables, and whoever may come in first. Can be done again.</summary>
    private static async Task<(string? KeyNews, string? PasswordNews)> PrepareAsync(ServeOptions options, ServedDatabase database, WebApplication app, CancellationToken stop)
    {
        if (!await Schema.MigrateAsync(database, stop))
            LogOwnerServes(app.Logger);
        var access = app.Services.GetRequiredService<AccessRecord>();
        return (
            await AdminKeyFile.EnsureAsync(options.DataFolder, app.Services.GetRequiredService<ApiKeys>(), access, stop),
            options.Demo ? await AdminPasswordFile.EnsureAsync(options.DataFolder, app.Services.GetRequiredService<Users>(), access, stop) : null);
    }

    private static string ReadyLine(IServer server)
    {
        var ports = server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(BindingAddress.Parse).ToLookup(address => address.Scheme, address => address.Port);
        var (http, https) = (ports["http"].First(), ports["https"].First());
        return $"Ready  console http://localhost:{http}/  API docs http://localhost:{http}/api/docs  OCPP ws://localhost:{http}/ocpp/{{identity}} and wss://localhost:{https}/ocpp/{{identity}}";
    }

    [LoggerMessage(1, LogLevel.Warning, "The host works as the owner of its tables: triggers alone keep events from being changed. Give it a role of its own, and the owner's in ConnectionStrings__CsmsOwner")]
    private static partial void LogOwnerServes(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Port {Port} has no TLS and stays on this machine; --insecure-http opens it for charge points that cannot do TLS")]
    private static partial void LogClearTextStays(ILogger logger, int port);

    [LoggerMessage(3, LogLevel.Warning, "Port {Port} is open without TLS on {Address}: passwords, API keys and idTags go over it in clear for everybody on the way to read. Let only charge points reach it that cannot do TLS")]
    private static partial void LogClearTextOpen(ILogger logger, int port, System.Net.IPAddress address);

    [LoggerMessage(4, LogLevel.Information, "This machine hands out its processors by session (autogroup), and each process of PostgreSQL is one: under load commits wait for a processor, and the slowest answers take two to three times as long. Let csms run in a control group for processors (a service with CPUWeight=, a container), or set kernel.sched_autogroup_enabled to 0")]
    private static partial void LogAutogroup(ILogger logger);
}
