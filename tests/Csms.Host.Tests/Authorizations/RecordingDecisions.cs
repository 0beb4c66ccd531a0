using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.Host.Authorizations;
using Csms.Host.Storage;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Csms.Host.Tests.Authorizations;

/// <summary>What Authorize was answered is on record afterwards (ADR 0017).</summary>
[Collection(OneHost.Name)]
public sealed class RecordingDecisions(CsmsFixture csms)
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Makes_one_of_those_that_a_charge_point_was_told_again_and_again_within_a_second()
    {
        var (id, card, other) = (Guid.NewGuid().ToString("N"), Guid.NewGuid(), Guid.NewGuid());
        using var recorder = NewRecorder();
        foreach (var milliseconds in (int[])[0, 10, 999])
            recorder.Record(Asked(id, card, milliseconds));
        recorder.Record(Asked(id, other, 999));
        recorder.Record(Asked(id, card, 999, AuthorizationReason.MarkedBlocked));
        recorder.Record(Asked(id + "-2", card, 999));
        foreach (var milliseconds in (int[])[1000, 1500])
            recorder.Record(Asked(id, card, milliseconds));

        await recorder.StartAsync(CancellationToken.None);
        await recorder.StopAsync(CancellationToken.None);

        var rows = (await csms.Admin.ReadAsync($"/authorizations?chargePointId={id}")).Items;
        rows.Where(row => (Guid?)row["tokenId"] == card && (string?)row["status"] == "accepted").Select(row => (int)row["times"]!).Order().ShouldBe([2, 3]);
        rows.Where(row => (Guid?)row["tokenId"] != card || (string?)row["status"] != "accepted").Select(row => (int)row["times"]!).ShouldBe([1, 1]);
        (await csms.Admin.ReadAsync($"/authorizations?chargePointId={id}-2")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Counts_every_one()
    {
        await using var station = await Station.ConnectAsync(csms);
        for (var i = 0; i < 200; i++)
            await station.IsAuthorizedAsync();

        await Eventually.BecomesAsync(
            () => csms.Admin.ReadAsync($"/authorizations?chargePointId={station.Id}&limit=1000"), answer => answer.Items.Sum(row => (int)row["times"]!) == 200);
    }

    private static AskedDecision Asked(string chargePointId, Guid tokenId, int milliseconds, AuthorizationReason reason = AuthorizationReason.Accepted) =>
        new(new Decision(chargePointId, tokenId, "CARD", reason, null), Noon.AddMilliseconds(milliseconds), $"ocpp:{chargePointId}/1/{milliseconds}");

    private DecisionRecorder NewRecorder() => new(
        csms.Services.GetRequiredService<PostgresEventStore>(), csms.Services.GetRequiredService<IdTags>(), TimeProvider.System, NullLogger<DecisionRecorder>.Instance);
}
