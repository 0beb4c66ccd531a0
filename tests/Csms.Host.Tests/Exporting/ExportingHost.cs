using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;
using Npgsql;

namespace Csms.Host.Tests.Exporting;

/// <summary>A host whose folder for exports can be looked into, and rows to export.</summary>
public class ExportingHost : CsmsFixture
{
    public string Folder => Path.Combine(DataFolder, "files", "exports");

    public string[] FilesOnDisk => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path))] : [];
}

internal static class ExportActions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks for an export, and gets its id.</summary>
    public static async Task<string> ExportAsync(this HttpClient client, string body)
    {
        var asked = await client.SendAsync("POST", "/exports", body).ShouldBeAsync(HttpStatusCode.Accepted);
        asked.Headers["Location"].ShouldBe($"/api/v1/exports/{asked["id"]}");
        return (string)asked["id"]!;
    }

    public static async Task<JsonNode> BecomesAsync(this HttpClient client, string id, Func<JsonNode, bool> fits) =>
        (await Eventually.BecomesAsync(async () => (await client.ReadAsync($"/exports/{id}").ShouldBeAsync(HttpStatusCode.OK)).Body!, fits, Patience))!;

    public static async Task<JsonNode> EndsAsAsync(this HttpClient client, string id, string state)
    {
        var ended = await client.BecomesAsync(id, export => (string?)export["state"] is not ("queued" or "running"));
        ((string?)ended["state"]).ShouldBe(state, ended.ToJsonString());
        return ended;
    }

    public static Task<string> FileAsync(this HttpClient client, string id) => client.GetStringAsync(new Uri($"/api/v1/exports/{id}/file", UriKind.Relative));

    /// <summary>Sessions as rows, every ten minutes from a time on.</summary>
    public static async Task AddSessionsAsync(NpgsqlDataSource database, string chargePointId, int sessions, string from)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO read.transactions (stream_id, transaction_id, charge_point_id, connector_id, token_id, status, authorization_status, started_at, start_recorded_at, meter_start,
                                           samples, flags, last_sequence)
            SELECT $1 || '-' || n, n, $1, 1, gen_random_uuid(), 'stopped', 'accepted', $2::timestamptz + n * interval '10 minutes', now(), n, 0, '{}', 0 FROM generate_series(1, $3) n
            """);
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = sessions });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Nobody reads this table until the answer is disposed of.</summary>
    public static async Task<IAsyncDisposable> HoldAsync(NpgsqlDataSource database, string table)
    {
        var connection = await database.OpenConnectionAsync();
#pragma warning disable CA2100 // A name of a test.
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE read.{table} IN ACCESS EXCLUSIVE MODE", connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new Held(connection);
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand("ROLLBACK", connection))
                await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }
}
