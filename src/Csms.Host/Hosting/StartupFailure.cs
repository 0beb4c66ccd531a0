namespace Csms.Host.Hosting;

/// <summary>Something the person who starts the program can put right: told in one line, without a stack trace.</summary>
internal sealed class StartupFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
