using System.CommandLine;
using Csms.Host.Hosting;
using Csms.Host.Ledger;

namespace Csms.Host.CommandLine;

/// <summary>What auditors need from the machine itself.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var key = new Command("key", "Print the public key that checks checkpoints and exports (PEM)");
        key.SetAction(parsed =>
        {
            using var folder = DataFolder.TryHold(parsed.GetValue(CommonOptions.Data)!);
            using var loaded = LedgerOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()).LoadKey(Path.GetFullPath(parsed.GetValue(CommonOptions.Data)!));
            Console.Write(loaded.PublicPem());
            return ExitCode.Success;
        });
        return new Command("ledger", "The ledger's key") { key };
    }
}
