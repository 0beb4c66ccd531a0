using Csms.Host.Tests.Conformance;
using Csms.Host.Tests.Conformance.Reservation;

namespace Csms.Host.Tests.Reactions;

/// <summary>A charge point where nothing was open is looked at again as soon as something is asked of it.</summary>
[Collection(OneHost.Name)]
public sealed class LookingAgainWhenSomethingIsAsked(CsmsFixture csms)
{
    [Fact]
    public async Task Finds_the_reservation_that_a_start_uses_up()
    {
        await using var station = await QuietAsync();
        await station.IsReservedAsync(1, "Accepted");
        await station.ReservationBecomesAsync(1, "reserved");

        // It does not say which: only who looks finds it.
        var transactionId = await station.HasStartedAsync();
        ((int?)(await station.ReservationBecomesAsync(1, "used"))["transactionId"]).ShouldBe(transactionId);
    }

    [Fact]
    public async Task Finds_the_calls_that_a_start_and_a_stop_are_the_effects_of()
    {
        await using var station = await QuietAsync();
        var start = await station.AsksAsync("RemoteStartTransaction", new { idTag = station.IdTag, connectorId = 1 }, new { status = "Accepted" });
        await DealtWithAsync("call-effects");
        var transactionId = await station.HasStartedAsync();
        ((int?)(await station.EffectBecomesAsync(start, "happened"))["transactionId"]).ShouldBe(transactionId);

        var stop = await station.AsksAsync("RemoteStopTransaction", new { transactionId }, new { status = "Accepted" });
        await DealtWithAsync("call-effects");
        await station.StopsAsync(transactionId);
        await station.EffectBecomesAsync(stop, "happened");
    }

    /// <summary>It has booted and charged, and every rule has seen that nothing is open there.</summary>
    private async Task<Station> QuietAsync()
    {
        var station = await Station.ConnectAsync(csms);
        await station.BootsAsync();
        await station.StopsAsync(await station.HasStartedAsync());
        await station.ReportsAsync("Available");
        await DealtWithAsync("reservations", "call-effects");
        return station;
    }

    private async Task DealtWithAsync(params string[] rules)
    {
        await using var ask = csms.Database.DataSource.CreateCommand("SELECT max(seq_id) FROM events.mt_events WHERE type = ANY ($1)");
        ask.Parameters.AddWithValue((string[])["call_answered", "transaction_started", "transaction_stopped", "charge_point_booted"]);
        var last = (long)(await ask.ExecuteScalarAsync())!;
        foreach (var rule in rules)
        {
            await Eventually.BecomesAsync(
                async () =>
                {
                    await using var command = csms.Database.DataSource.CreateCommand("SELECT coalesce(max(position), 0) FROM csms.reactions WHERE name = $1");
                    command.Parameters.AddWithValue(rule);
                    return (long)(await command.ExecuteScalarAsync())!;
                },
                position => position >= last);
        }
    }
}
