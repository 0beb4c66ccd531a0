using System.Globalization;
using System.Text;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.EventStore;
using Csms.Host.Commands;
using Microsoft.Extensions.DependencyInjection;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Host.Tests;

public class FoldingFromASnapshot(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly EventMetadata Metadata = new("test", DateTimeOffset.UtcNow);

    private CommandRunner Runner => csms.Services.GetRequiredService<CommandRunner>();

    [Fact]
    public async Task Is_what_a_charge_point_of_years_comes_back_to()
    {
        var stream = await HaveAsync("CP-YEARS", statuses: 3000);

        foreach (var connection in (int[])[1, 2])
        {
            await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-YEARS");
            await cp.CallAsync("StatusNotification", Notification(5000 + connection));
            (await LoadAsync(stream)).State.ShouldSatisfyAllConditions(
                state => state.Epoch.ShouldBe(connection),
                state => state.Connected.ShouldBeTrue(),
                state => state.LastBoot!.Vendor.ShouldBe("Acme"),
                state => state.Connectors[1].Current.Timestamp.ShouldBe(Begin.AddSeconds(5000 + connection)));
        }

        (await SnapshotAsync(stream))!.Version.ShouldBe(3002);
        await ShouldBeFoldedWholeAsync(stream);
    }

    [Fact]
    public async Task Knows_a_report_again_that_came_before_it()
    {
        var stream = await HaveAsync("CP-AGAIN", statuses: 2500);
        await LoadAsync(stream);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-AGAIN");

        await cp.CallAsync("StatusNotification", Notification(2499));
        await cp.CallAsync("StatusNotification", Notification(1700));

        (await csms.EventsOfAsync(stream))[^1].Type.ShouldBe("charge_point_connected");
        (await SnapshotAsync(stream))!.Version.ShouldBe(2502);
    }

    [Fact]
    public async Task Is_begun_with_and_goes_on_with_what_came_after()
    {
        var stream = await HaveAsync("CP-BEGUN", statuses: 10);
        await SaveAsync(stream, 7, Marked("from the snapshot"));

        var loaded = await LoadAsync(stream);
        loaded.State.LastBoot!.Vendor.ShouldBe("from the snapshot");
        loaded.State.Connectors[1].Current.Timestamp.ShouldBe(Begin.AddSeconds(9));
        loaded.Version.ShouldBe(12);

        // Somebody else is faster: what is missed is folded onto it, and the stream grows by one event each.
        await AppendAsync(stream, 12, [Status(10)]);
        var outcome = await Runner.RunAsync(
            Streams.ChargePoints, stream, new ChargePointCommand.ReportConnection(1, "node", 0), Metadata, CancellationToken.None, loaded);
        outcome.Loaded.Version.ShouldBe(14);
        outcome.State.Connectors[1].Current.Timestamp.ShouldBe(Begin.AddSeconds(10));
        outcome.State.LastBoot!.Vendor.ShouldBe("from the snapshot");
    }

    [Fact]
    public async Task Is_not_done_for_the_past_nor_for_auditors()
    {
        var stream = await HaveAsync("CP-AUDITED", statuses: 10);
        await SaveAsync(stream, 7, Marked("from the snapshot"));

        var head = await csms.Store.ReadHeadAsync(CancellationToken.None);
        var past = await Runner.LoadAsync(Streams.ChargePoints, stream, CancellationToken.None, asOf: new AsOf(Sequence: head));
        past.State.LastBoot!.Vendor.ShouldBe("Acme");
        var told = await csms.Admin.GetStringAsync(new Uri($"api/v1/streams/{stream}/state", UriKind.Relative));
        told.ShouldContain("Acme");
        told.ShouldNotContain("from the snapshot");
    }

    [Fact]
    public async Task Is_what_the_profiles_of_a_charge_point_go_on_from_that_is_told_a_new_limit_every_minute()
    {
        var stream = ChargePointProfiles.StreamId("CP-LIMITS");
        var limits = Enumerable.Range(1, 1200).Select(minute => (object)new ChargePointProfilesEvent.Installed(
            1,
            new(3, 0, ChargingProfilePurpose.TxDefaultProfile, ChargingProfileKind.Absolute, new(ChargingRateUnit.A, [new(0, minute % 32)], 60, Begin.AddMinutes(minute))),
            Guid.Empty,
            minute));
        await csms.AppendAsync(stream, ChargePointProfiles.StreamType, 0, limits);
        await Runner.LoadAsync(Streams.ChargingProfiles, stream, CancellationToken.None);
        (await csms.Store.ReadSnapshotAsync(stream, ChargePointProfilesSnapshot.SchemaVersion, CancellationToken.None))!.Version.ShouldBe(1200);

        var fact = new ChargePointProfilesCommand.ReportCleared(new(ProfileId: 3), Guid.Empty, 5000);
        var outcome = await Runner.RunAsync(Streams.ChargingProfiles, stream, fact, Metadata, CancellationToken.None);

        outcome.Loaded.Version.ShouldBe(1201);
        outcome.State.Installed.All.ShouldBeEmpty();
        outcome.State.ShouldBe(CommandRunner.Fold(Streams.ChargingProfiles, await csms.EventsOfAsync(stream)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"state":{"exists":true},"newer":"","older":"AA=="}""")]
    public async Task Passes_over_what_cannot_be_read_and_replaces_it(string garbage)
    {
        var stream = await HaveAsync($"CP-GARBAGE-{garbage.Length}", statuses: 600);
        await SaveAsync(stream, 602, Encoding.UTF8.GetBytes(garbage));

        (await LoadAsync(stream)).State.LastBoot!.Vendor.ShouldBe("Acme");

        (await SnapshotAsync(stream))!.State.Length.ShouldBeGreaterThan(garbage.Length);
        await ShouldBeFoldedWholeAsync(stream);
    }

    [Fact]
    public async Task Passes_over_one_of_another_release()
    {
        var stream = await HaveAsync("CP-RELEASES", statuses: 600);
        await SaveAsync(stream, 602, Marked("of another release"), ChargePointSnapshot.SchemaVersion + 1);

        (await LoadAsync(stream)).State.LastBoot!.Vendor.ShouldBe("Acme");

        (await SnapshotAsync(stream))!.Version.ShouldBe(602);
        (await csms.Store.ReadSnapshotAsync(stream, ChargePointSnapshot.SchemaVersion + 1, CancellationToken.None))!.Version.ShouldBe(602);
    }

    [Fact]
    public async Task Needs_no_snapshot_of_a_short_stream()
    {
        var stream = await HaveAsync("CP-SHORT", statuses: 100);

        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-SHORT");
        await cp.CallAsync("StatusNotification", Notification(200));

        await LoadAsync(stream);
        (await SnapshotAsync(stream)).ShouldBeNull();
    }

    [Fact]
    public async Task Is_ready_for_one_that_has_stayed_connected_for_long()
    {
        var stream = await HaveAsync("CP-STAYS", statuses: CommandRunner.WorthASnapshot - 5);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-STAYS");
        (await SnapshotAsync(stream)).ShouldBeNull();

        for (var second = 600; second < 604; second++) await cp.CallAsync("StatusNotification", Notification(second));

        (await SnapshotAsync(stream))!.Version.ShouldBe(CommandRunner.WorthASnapshot);
        await ShouldBeFoldedWholeAsync(stream);
    }

    [Fact]
    public async Task Waits_for_nothing_that_this_release_does_not_know()
    {
        var stream = await HaveAsync("CP-NEWER", statuses: 600);
        var unknown = new NewEvent(Guid.CreateVersion7(), "charge_point_added_later", "A.Later, Release", "{}"u8.ToArray(), Metadata);
        await csms.Store.AppendAsync(new StreamAppend(stream, ChargePoint.StreamType, 602, [unknown]), CancellationToken.None);

        (await LoadAsync(stream)).Version.ShouldBe(603);

        (await SnapshotAsync(stream)).ShouldBeNull();
    }

    [Fact]
    public async Task Fails_nothing_where_no_snapshot_can_be_kept()
    {
        var stream = await HaveAsync("CP-NO-ROOM", statuses: CommandRunner.WorthASnapshot - 3);
        await ExecuteAsync($"REVOKE INSERT ON events.csms_snapshots FROM {Testing.TestDatabase.ApplicationRole}");
        try
        {
            await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-NO-ROOM");
            for (var second = 600; second < 610; second++) await cp.CallAsync("StatusNotification", Notification(second));

            (await LoadAsync(stream)).State.Connectors[1].Current.Timestamp.ShouldBe(Begin.AddSeconds(609));
            (await SnapshotAsync(stream)).ShouldBeNull();
        }
        finally
        {
            await ExecuteAsync($"GRANT INSERT ON events.csms_snapshots TO {Testing.TestDatabase.ApplicationRole}");
        }

        await LoadAsync(stream);
        (await SnapshotAsync(stream)).ShouldNotBeNull();
    }

    /// <summary>A charge point that was registered, has booted, and has reported so many statuses, one each second.</summary>
    private async Task<string> HaveAsync(string chargePointId, int statuses)
    {
        var stream = ChargePoint.StreamId(chargePointId);
        await AppendAsync(stream, 0, [new Registered(chargePointId, RegistrationPolicy.Accepted, 0), new Booted("Acme", "One", RegistrationPolicy.Accepted)]);
        long version = 2;
        foreach (var batch in Enumerable.Range(0, statuses).Select(Status).Chunk(1000))
            version = await AppendAsync(stream, version, batch);
        return stream;
    }

    private Task<long> AppendAsync(string stream, long expectedVersion, IEnumerable<ChargePointEvent> events) =>
        csms.AppendAsync(stream, ChargePoint.StreamType, expectedVersion, events);

    private static ChargePointEvent Status(int second) =>
        new ConnectorStatusReported(1, second % 2 == 0 ? ConnectorStatus.Available : ConnectorStatus.Preparing, "NoError", Begin.AddSeconds(second));

    private static string Notification(int second) => $$"""
        {"connectorId":1,"errorCode":"NoError","status":"{{(second % 2 == 0 ? "Available" : "Preparing")}}","timestamp":"{{Begin.AddSeconds(second).ToString("O", CultureInfo.InvariantCulture)}}"}
        """;

    private static byte[] Marked(string vendor) =>
        ChargePointSnapshot.Write(ChargePoint.Initial with { Exists = true, LastBoot = new Booted(vendor, "One", RegistrationPolicy.Accepted) });

    private Task<Loaded<ChargePoint>> LoadAsync(string stream) => Runner.LoadAsync(Streams.ChargePoints, stream, CancellationToken.None);

    private Task<StreamSnapshot?> SnapshotAsync(string stream) => csms.Store.ReadSnapshotAsync(stream, ChargePointSnapshot.SchemaVersion, CancellationToken.None);

    private Task SaveAsync(string stream, long version, byte[] state, int schemaVersion = ChargePointSnapshot.SchemaVersion) =>
        csms.Store.SaveSnapshotAsync(new StreamSnapshot(stream, version, schemaVersion, state), CancellationToken.None);

    private async Task ShouldBeFoldedWholeAsync(string stream)
    {
        var loaded = await LoadAsync(stream);
        // A connection that has just ended may be told of meanwhile.
        var events = (await csms.EventsOfAsync(stream)).Take((int)loaded.Version);
        ChargePointSnapshot.Write(loaded.State).ShouldBe(ChargePointSnapshot.Write(CommandRunner.Fold(Streams.ChargePoints, events)));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
