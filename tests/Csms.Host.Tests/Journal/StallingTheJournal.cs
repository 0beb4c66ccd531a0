using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Journal;

public class StallingTheJournal(StallingTheJournal.SmallJournal csms) : IClassFixture<StallingTheJournal.SmallJournal>
{
    private const int Calls = 50;

    [Fact]
    public async Task Holds_no_answer_up_and_is_itself_recorded()
    {
        await csms.RegisterAsync("J-STALL");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-STALL");
        await wire.CallForFrameAsync("Heartbeat", "{}", "before");
        await csms.FramesOfAsync("J-STALL", 2);

        await using (var connection = await csms.Database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var locking = new Npgsql.NpgsqlCommand("LOCK TABLE events.csms_journal IN ACCESS EXCLUSIVE MODE", connection);
            await locking.ExecuteNonQueryAsync();
            // Reports that are stored, too: they and the journal share nothing but the database.
            for (var i = 0; i < Calls; i++)
                await wire.CallAsync("StatusNotification", $$"""{"connectorId":{{i}},"errorCode":"NoError","status":"Available"}""");
            csms.Services.GetRequiredService<WireJournal>().Lost.ShouldBeGreaterThan(0);
        }

        await Eventually.BecomesAsync(() => csms.FramesOfAsync("J-STALL"), all => all.Exists(f => f.Outcome == JournalOutcome.Lost));
        // A frame that comes while the journal catches up may be among the lost itself, so it is asked again until one is kept.
        var after = 0;
        await Eventually.BecomesAsync(
            async () =>
            {
                await wire.CallForFrameAsync("Heartbeat", "{}", $"after-{++after}");
                return await csms.FramesOfAsync("J-STALL");
            },
            all => all.Exists(f => f.Entry.UniqueId is { } id && id.StartsWith("after-", StringComparison.Ordinal)));

        // Every frame is there or counted: two for each call, this one's heartbeats included.
        var journal = csms.Services.GetRequiredService<WireJournal>();
        await Eventually.BecomesAsync(
            () => csms.FramesOfAsync("J-STALL"),
            all => all.FindAll(f => f.Outcome == JournalOutcome.Lost) is var gaps
                && gaps.Sum(g => System.Text.Json.Nodes.JsonNode.Parse(g.Text())!["lost"]!.GetValue<long>()) == journal.Lost
                && all.Count - gaps.Count + journal.Lost == 2 * (Calls + 1 + after));
        (await csms.EventsOfAsync("charge-point-J-STALL")).Count(e => e.Type == "connector_status_reported").ShouldBe(Calls);
    }

    public sealed class SmallJournal : CsmsFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Journal:MostWaiting"] = "20" };
    }
}
