using System.Net;
using Csms.Host.Hosting;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.People;
using Npgsql;

namespace Csms.Host.Tests.Hosting;

public sealed class HandlingUsers : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Makes_the_first_administrator_on_the_machine_itself_and_lets_them_in_again()
    {
        await using var host = await HostProcess.ServeAsync(folder.Data);
        var oneTime = await PrintedAsync("users", "create", "Anna", "--role", "administrator", "--mail", "anna@example.com");
        await using var again = HostProcess.Start(folder.Data, "users", "create", "anna", "--role", "auditor");
        (await again.EndAsync()).ShouldBe(ExitCode.Unexpected);

        using (var browser = new Browser(new Uri($"http://localhost:{host.HttpPort}")))
        {
            ((bool)(await browser.LogInAsync("anna", oneTime).ShouldBeAsync(HttpStatusCode.OK))["mustChangePassword"]).ShouldBeTrue();
            await browser.ChangePasswordAsync(oneTime, People.People.Password).ShouldBeAsync(HttpStatusCode.NoContent);
            await browser.Client.ReadAsync("/users").ShouldBeAsync(HttpStatusCode.OK);

            (await PrintedAsync("users", "list")).ShouldContain("\tadministrator\tAnna\t");
            await PrintedAsync("users", "disable", "anna");
            await Eventually.HoldsAsync(async () => (await browser.Client.ReadAsync("/users")).Status == HttpStatusCode.Unauthorized, "the session has ended");
            await PrintedAsync("users", "enable", "anna");
            await browser.LogInAsync("anna", People.People.Password).ShouldBeAsync(HttpStatusCode.OK);
        }

        await using var database = NpgsqlDataSource.Create(EmbeddedPostgres.ConnectionStringOf(folder.Data));
        await using var actors = database.CreateCommand("SELECT string_agg(type, ' ' ORDER BY seq_id) FROM events.mt_events WHERE stream_id LIKE 'user-%'");
        (await actors.ExecuteScalarAsync()).ShouldBe("user_created user_password_replaced user_disabled user_enabled");
    }

    private async Task<string> PrintedAsync(params string[] arguments)
    {
        await using var command = HostProcess.Start(folder.Data, arguments);
        (await command.EndAsync()).ShouldBe(0, string.Join('\n', command.Errors));
        return string.Join('\n', command.Output);
    }
}
