using Csms.Domain.Access;
using Csms.Host.Hosting;
using Csms.Host.Security;
using Npgsql;

namespace Csms.Host.Tests.Hosting;

public sealed class HandlingApiKeys : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Issues_verifies_lists_and_revokes_while_the_host_runs()
    {
        await using var host = await HostProcess.ServeAsync(folder.Data);
        await using var create = HostProcess.Start(folder.Data, "keys", "create", "grafana", "--role", "auditor");
        (await create.EndAsync()).ShouldBe(0);
        var secret = create.Output.ShouldHaveSingleItem();

        await using var database = NpgsqlDataSource.Create(EmbeddedPostgres.ConnectionStringOf(folder.Data));
        var time = new MovingTime();
        var keys = new ApiKeys(database, time);
        var key = (await keys.VerifyAsync(secret, CancellationToken.None)).ShouldNotBeNull();
        (key.Name, key.Role).ShouldBe(("grafana", Role.Auditor));
        (await keys.VerifyAsync(ApiKey.NewSecret(), CancellationToken.None)).ShouldBeNull();
        (await keys.VerifyAsync(secret[..^1], CancellationToken.None)).ShouldBeNull();
        (await keys.VerifyAsync("", CancellationToken.None)).ShouldBeNull();

        await using var list = HostProcess.Start(folder.Data, "keys", "list");
        await list.EndAsync();
        list.Output.ShouldContain(line => line.StartsWith($"{key.Id}\tauditor\tgrafana\t", StringComparison.Ordinal));
        string.Join('\n', list.Output).ShouldNotContain(secret);

        await using var revoke = HostProcess.Start(folder.Data, "keys", "revoke", key.Id.ToString());
        (await revoke.EndAsync()).ShouldBe(0);
        time.Now += TimeSpan.FromSeconds(6);
        (await keys.VerifyAsync(secret, CancellationToken.None)).ShouldBeNull();
        await using var again = HostProcess.Start(folder.Data, "keys", "revoke", Guid.NewGuid().ToString());
        (await again.EndAsync()).ShouldBe(ExitCode.Unexpected);
    }

    private sealed class MovingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
