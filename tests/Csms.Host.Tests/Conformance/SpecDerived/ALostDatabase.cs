using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-X19 and SD-R10, with a host and a database of their own because the database goes.</summary>
public sealed class ALostDatabase(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task SD_X19_Is_an_InternalError_until_it_is_back_and_nothing_is_stored_twice()
    {
        await using var station = await Station.ConnectAsync(csms);
        var began = DateTimeOffset.UtcNow.AddMinutes(-5);
        var transactionId = await station.HasStartedAsync(timestamp: began);
        var stop = new { transactionId, meterStop = 2000, timestamp = began.AddMinutes(1), reason = "Local" };

        await GoAsync();
        (await station.FailingCallAsync("StopTransaction", stop)).Code.ShouldBe("InternalError");
        await ReturnAsync();
        await Eventually.BecomesAsync(() => station.Wire.CallForFrameAsync("StopTransaction", JsonSerializer.Serialize(stop)), answer => (int?)answer[0] == 3);
        await station.CallAsync("StopTransaction", stop);
        (await station.HasStartedAsync(timestamp: began)).ShouldBe(transactionId);

        (await station.EventsOfAsync(transactionId)).ShouldBe(["transaction_started", "transaction_stopped"]);
    }

    [Fact]
    public async Task SD_R10_Leaves_no_call_without_an_answer()
    {
        await using var station = await Station.ConnectAsync(csms);
        await GoAsync();
        try
        {
            (await station.FailingCallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}""")).Code.ShouldBe("InternalError");
            await station.BeatsAsync();
        }
        finally
        {
            await ReturnAsync();
        }
    }

    private Task GoAsync() => ExecuteAsync(
        "ALTER DATABASE \"{0}\" ALLOW_CONNECTIONS false", "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{0}'");

    private Task ReturnAsync() => ExecuteAsync("ALTER DATABASE \"{0}\" ALLOW_CONNECTIONS true");

    private async Task ExecuteAsync(params string[] statements)
    {
        var name = new NpgsqlConnectionStringBuilder(csms.Database.ConnectionString).Database!;
        await using var postgres = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(csms.Database.ConnectionString) { Database = "postgres" });
        foreach (var statement in statements)
        {
            await using var command = postgres.CreateCommand(string.Format(CultureInfo.InvariantCulture, statement, name));
            await command.ExecuteNonQueryAsync();
        }
    }
}
