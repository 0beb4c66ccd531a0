using Csms.EventStore.Ledger.Exports;
using Csms.Host.Hosting;
using Npgsql;

namespace Csms.Host.Tests.Hosting;

public sealed class ExportingAndVerifying : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Works_without_a_running_host_and_ends_with_the_code_that_says_what_was_found()
    {
        string key;
        await using (var host = await HostProcess.ServeAsync(folder.Data))
        {
            // The host's role may add events; here it does what a charge point's report would make it do.
            await ExecuteAsync(EmbeddedPostgres.ConnectionStringOf(folder.Data), """
                SELECT events.csms_append(ARRAY['test-1'], ARRAY['test'], ARRAY[0]::bigint[], ARRAY[2], ARRAY[1, 1], ARRAY[1, 2]::bigint[], ARRAY['test-1', 'test-1'], ARRAY[1, 2]::bigint[],
                       ARRAY[gen_random_uuid(), gen_random_uuid()], ARRAY['tested', 'tested'], ARRAY['T, T', 'T, T'], ARRAY['{"n": 1}', '{"n": 2}']::jsonb[], ARRAY['{}', '{}']::jsonb[],
                       ARRAY[NULL, NULL]::text[], ARRAY[NULL, NULL]::text[], '{}', '{}', '{}', '{}', '{}', '{}')
                """);
            var refused = await ExecuteAsync(EmbeddedPostgres.ConnectionStringOf(folder.Data), "DELETE FROM events.mt_events").ShouldThrowAsync<PostgresException>();
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
            refused = await ExecuteAsync(EmbeddedPostgres.ConnectionStringOf(folder.Data, EmbeddedPostgres.OwnerRole), "DELETE FROM events.mt_events").ShouldThrowAsync<PostgresException>();
            refused.SqlState.ShouldBe(PostgresErrorCodes.RestrictViolation);
            key = Path.Combine(folder.Data, "ledger.pub.pem");
            File.GetUnixFileMode(Path.Combine(folder.Data, "ledger.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            (await host.TerminateAsync()).ShouldBe(ExitCode.Success);
        }

        var file = Path.Combine(folder.Path, "export.ndjson");
        await using var export = HostProcess.Start(folder.Data, "export", "events", "--output", file);
        (await export.EndAsync()).ShouldBe(ExitCode.Success, string.Join('\n', export.Errors));
        (await VerifyAsync(VerdictKind.Sound, file, key)).ShouldContain("3 events (everything)");

        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"n\": 2", "\"n\": 3", StringComparison.Ordinal));
        (await VerifyAsync(VerdictKind.Tampered, file, key)).ShouldContain("Event 3 (tested in test-1) is not what was sealed");
        await File.WriteAllTextAsync(file, text[..^20]);
        await VerifyAsync(VerdictKind.Incomplete, file, key);
        await VerifyAsync(VerdictKind.Unreadable, key, key);
        await VerifyAsync(VerdictKind.Unreadable, file, file);

        await using var printed = HostProcess.Start(folder.Data, "ledger", "key");
        (await printed.EndAsync()).ShouldBe(ExitCode.Success);
        string.Join('\n', printed.Output).ShouldBe((await File.ReadAllTextAsync(key)).TrimEnd('\n'));
        await using var nothing = HostProcess.Start(folder.Data, "export", "events", "--stream", "none");
        (await nothing.EndAsync()).ShouldBe(ExitCode.Unexpected);
        string.Join('\n', nothing.Errors).ShouldContain("there is no stream none");
    }

    private async Task<string> VerifyAsync(VerdictKind kind, string file, string key)
    {
        await using var verify = HostProcess.Start(folder.Data, "verify", file, "--key", key);
        (await verify.EndAsync()).ShouldBe((int)kind, string.Join('\n', [.. verify.Output, .. verify.Errors]));
        return verify.Output.ShouldHaveSingleItem();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
#pragma warning disable CA2100 // Constants above.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
