using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Certificates;
using Csms.Host.Tests.Conformance;
using Csms.Host.Tests.Conformance.Reservation;
using Csms.Host.Tests.Conformance.SmartCharging;

namespace Csms.Host.Tests;

/// <summary>A crash before the checkpoint gives every event again. Nothing may be another after that.</summary>
public class ReactingTwice(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Changes_nothing()
    {
        await using (var station = await Station.ConnectAsync(csms))
        {
            await LiveAsync(station);
            await csms.HasCertificateAsync(station.Id, "rejected");
        }

        var before = await FollowUpsAsync();
        before.ShouldContain("reservation_replaced");
        before.ShouldContain("charging_profiles_ended");
        before.ShouldContain("call_took_effect");
        before.ShouldContain("certificate_superseded");

        await csms.StopAsync();
        await ExecuteAsync("DELETE FROM csms.reactions");
        await csms.StartAsync();
        // One of those that have no settle window: they come along together, and only they want all of these.
        await Eventually.BecomesAsync(
            async () => await ScalarAsync("SELECT coalesce(max(position), 0) FROM csms.reactions WHERE name = 'finding-anomalies'") - await ScalarAsync(
                "SELECT max(seq_id) FROM events.mt_events WHERE type IN ('call_answered', 'call_took_effect', 'transaction_stopped', 'connector_status_reported', 'certificate_signing_requested')"),
            behind => behind >= 0);

        (await FollowUpsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Comes_to_the_same_when_it_was_not_done_the_first_time()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsReservedAsync(31, "Accepted");
        var id = (await station.ReservationBecomesAsync(31, "reserved"))["id"];

        // The node died after the answer was stored, and before anybody had drawn the conclusion.
        await csms.StopAsync();
        await ExecuteAsync("DELETE FROM csms.reactions");
        await ForgetAsync($"reservation-{id}");
        await csms.StartAsync();
        await station.DisposeAsync();
        await station.ConnectAsync();
        var transactionId = await station.HasStartedAsync();

        ((int?)(await station.ReservationBecomesAsync(31, "used"))["transactionId"]).ShouldBe(transactionId);
    }

    private static async Task LiveAsync(Station station)
    {
        await station.IsReservedAsync(21, "Accepted");
        await station.ReportsAsync("Reserved");
        await station.IsReservedAsync(21, "Accepted");
        await station.AsksAsync("CancelReservation", new { reservationId = 21 }, new { status = "Rejected" });
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 1));
        await station.IsSetAsync(1, Profiles.Absolute(2, "TxDefaultProfile", stackLevel: 1));
        await station.AsksAsync("ClearChargingProfile", new { id = 1 }, new { status = "Unknown" });
        var call = await station.AsksAsync(
            "RemoteStartTransaction",
            new JsonObject { ["idTag"] = station.IdTag, ["connectorId"] = 1, ["chargingProfile"] = Profiles.Relative(3, "TxProfile", stackLevel: 0) }.ToJsonString(),
            new { status = "Accepted" });
        var transactionId = await station.HasStartedAsync();
        await station.EffectBecomesAsync(call, "happened");
        await station.ReservationBecomesAsync(21, "used");
        await station.HoldsAsync(2, 3);
        await station.AsksAsync("RemoteStopTransaction", new { transactionId }, new { status = "Accepted" });
        await station.StopsAsync(transactionId, "Remote");
        await station.HoldsAsync(2);
        await station.AsksAsync("ClearChargingProfile", "{}", new { status = "Accepted" });
        await station.HoldsAsync();
        var reset = await station.AsksAsync("Reset", new { type = "Soft" }, new { status = "Accepted" });
        await station.BootsAsync();
        await station.EffectBecomesAsync(reset, "happened");
        foreach (var (key, answer) in ((ECDsa, string)[])[(Enrolling.NewKey(), "Accepted"), (Enrolling.NewKey(), "Accepted"), (Enrolling.NewKey(), "Rejected")])
        {
            using (key)
                (await station.Wire.AsksForCertificateAsync(Enrolling.Csr(key, station.Id))).ShouldBe("Accepted");
            await station.Wire.TakesCertificateAsync(answer);
        }
    }

    /// <summary>Everything that reactions have stored.</summary>
    private async Task<string> FollowUpsAsync()
    {
        await using var command = csms.Database.DataSource.CreateCommand(
            """
            SELECT string_agg(stream_id || ' ' || version || ' ' || type || ' ' || data, E'\n' ORDER BY stream_id, version) FROM events.mt_events
            WHERE stream_id LIKE 'reservation-%' OR stream_id LIKE 'charging-profiles-%' OR stream_id LIKE 'certificate-%' OR type IN ('call_took_effect', 'call_had_no_effect')
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>As if the stream had never been: events are never deleted, so what refuses that is taken away for a moment.</summary>
    private Task ForgetAsync(string streamId) => ExecuteAsync(
        $"""
        ALTER TABLE events.mt_events DISABLE TRIGGER USER;
        ALTER TABLE events.mt_streams DISABLE TRIGGER USER;
        DELETE FROM events.mt_events WHERE stream_id = '{streamId}';
        DELETE FROM events.mt_streams WHERE id = '{streamId}';
        ALTER TABLE events.mt_events ENABLE ALWAYS TRIGGER csms_append_only;
        ALTER TABLE events.mt_streams ENABLE ALWAYS TRIGGER csms_never_shrinks;
        ALTER TABLE events.mt_streams ENABLE ALWAYS TRIGGER csms_only_grows;
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as long? ?? -1;
    }
}
