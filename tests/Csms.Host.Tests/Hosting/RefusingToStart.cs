using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Csms.Host.Hosting;

namespace Csms.Host.Tests.Hosting;

/// <summary>What a person can put right is told in one line, and a script can tell the cases apart.</summary>
public sealed class RefusingToStart : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Names_the_port_that_is_in_use_and_the_option_that_changes_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var host = HostProcess.Start(folder.Data, "--http", "0", "--https", port);
        await ShouldEndAsync(host, ExitCode.PortInUse, $"Port {port} is in use by another program; choose another with --https.");
    }

    [Fact]
    public async Task Names_a_data_folder_that_cannot_be_written()
    {
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await using var host = HostProcess.Start(Path.Combine(file, "data"), "--http", "0", "--https", "0");
        await ShouldEndAsync(host, ExitCode.DataFolderUnusable, $"Cannot write to the data folder {file}/data");
    }

    [Fact]
    public async Task Lets_only_one_host_use_a_data_folder()
    {
        using var held = DataFolder.Hold(folder.Data);
        await using var host = HostProcess.Start(folder.Data, "--http", "0", "--https", "0");
        await ShouldEndAsync(host, ExitCode.DataFolderUnusable, "is in use by another csms");
    }

    [Fact]
    public async Task Says_which_database_cannot_be_reached()
    {
        await using var host = HostProcess.StartOn("Host=127.0.0.1;Port=1;Username=nobody", folder.Data, "--http", "0", "--https", "0");
        await ShouldEndAsync(host, ExitCode.DatabaseUnreachable, "The database at 127.0.0.1:1 cannot be reached");
    }

    [Fact]
    public async Task Says_when_a_connection_string_is_none()
    {
        await using var host = HostProcess.StartOn("nonsense", folder.Data, "--http", "0", "--https", "0");
        await ShouldEndAsync(host, ExitCode.WrongUsage, "ConnectionStrings__Csms is no connection string");
    }

    [Fact]
    public async Task Says_which_certificate_cannot_be_used()
    {
        await using var host = HostProcess.Start(folder.Data, "--http", "0", "--https", "0", "--certificate", "/nowhere.pem");
        await ShouldEndAsync(host, ExitCode.CertificateUnusable, "The certificate /nowhere.pem cannot be used");
    }

    [Fact]
    public async Task Asks_for_the_PostgreSQL_a_cluster_was_made_with()
    {
        Directory.CreateDirectory(Path.Combine(folder.Data, "postgres"));
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "postgres", "PG_VERSION"), "9\n");
        await using var host = HostProcess.Start(folder.Data, "--http", "0", "--https", "0");
        await ShouldEndAsync(host, ExitCode.PostgresMissing, "was made with PostgreSQL 9, which is not installed");
    }

    [Theory]
    [InlineData("Ocpp__HeartbeatInterval", "'soon' at 'Ocpp:HeartbeatInterval'")]
    [InlineData("Ledger__Anchors__0__Every", "'soon' at 'Ledger:Anchors:0:Every'")]
    [InlineData("Billing__TimeZone", "Billing:TimeZone is no time zone")]
    public async Task Says_which_setting_is_none(string variable, string told)
    {
        await using var host = HostProcess.StartWith(new() { [variable] = "soon" }, folder.Data, "--http", "0", "--https", "0");
        await ShouldEndAsync(host, ExitCode.WrongUsage, told);
    }

    [Fact]
    public async Task Does_not_end_as_if_it_had_been_asked_to_when_a_part_of_it_fails()
    {
        // More than a timer takes.
        var settings = new Dictionary<string, string> { ["Ocpp__PingInterval"] = "9999.00:00:00" };
        await using var host = HostProcess.StartWith(settings, folder.Data, "--http", "0", "--https", "0");
        (await host.EndAsync()).ShouldBe(ExitCode.Unexpected);
    }

    [Theory]
    [InlineData("--http", "70000")]
    [InlineData("--http", "eighty")]
    [InlineData("--listen", "everywhere")]
    [InlineData("--no-such-option", "1")]
    public async Task Turns_down_a_wrong_command_line(string option, string value)
    {
        await using var host = HostProcess.Start(folder.Data, option, value);
        (await host.EndAsync()).ShouldBe(ExitCode.WrongUsage);
        Directory.Exists(folder.Data).ShouldBeFalse();
    }

    private static async Task ShouldEndAsync(HostProcess host, int exitCode, string message)
    {
        (await host.EndAsync()).ShouldBe(exitCode);
        host.Errors.ShouldHaveSingleItem().ShouldStartWith("csms: ");
        host.Errors[0].ShouldContain(message);
    }
}
