using Csms.Domain.ChargePoints;
using Csms.Domain.SecurityEvents;
using Csms.ReadModels.Rows;
using Csms.Testing;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingSecurityEvents : ReadModelTest
{
    private static readonly Guid Text = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");

    [Fact]
    public async Task Both_sides_show_and_what_became_of_alarms()
    {
        var model = Catalog.Find("security_events")!;
        var feed = Feed(
            "charge-point-CP1",
            new SecurityEventReported("TamperDetectionActivated", Noon, Text),
            new SecurityEventReported("InvalidMessages", Noon),
            new ConnectionRefused(ConnectionRefusal.WrongPassword, 1, Text),
            new ConnectionRefused(ConnectionRefusal.WrongPassword, 1203, Text));
        await FoldAsync(model, feed);
        await FoldAsync(model, Feed("entrance-2026-01-31", new EntranceEvent.HandshakesRefused(HandshakeRefusal.OldTlsVersion, "node", 3)));
        var (tampered, guessed) = (FeedName.Of(feed[0].Sequence), FeedName.Of(feed[3].Sequence));
        await FoldAsync(model, Feed($"security-alarm-{guessed}", new SecurityAlarmEvent.Raised(guessed, "WrongPassword", "CP1")));
        await FoldAsync(model, Feed(
            $"security-alarm-{tampered}", new SecurityAlarmEvent.Raised(tampered, "TamperDetectionActivated", "CP1"), new SecurityAlarmEvent.Acknowledged(tampered, "key:admin")));
        Snapshot.Match(this, await RowsAsync("v1_security_events", "last_sequence"));
    }

    [Fact]
    public async Task An_alarm_about_what_is_no_security_event_is_listed_by_itself()
    {
        var rejected = FeedName.Of(Feed("certificate-6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f", new Csms.Domain.Certificates.CertificateEvent.Rejected(Text))[0].Sequence);
        await FoldAsync(Catalog.Find("security_events")!, Feed($"security-alarm-{rejected}", new SecurityAlarmEvent.Raised(rejected, "CertificateRejected", "CP1")));
        (await ScalarAsync<string>("SELECT concat_ws(' ', source, charge_point_id, type, critical, times, alarm) FROM read.v1_security_events"))
            .ShouldBe("central_system CP1 CertificateRejected t 1 open");
    }
}
