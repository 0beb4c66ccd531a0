using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tests.Storing;
using Csms.Testing;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class KeepingASnapshot
{
    private static readonly ChargePointEvent[] History = [.. Examples.All.OfType<ChargePointEvent>(), Status(0)];

    private static readonly ChargePoint Full = Fold(
        ChargePoint.Initial,
        [.. History, new Registered("CP-1", RegistrationPolicy.Accepted, 2), new ConfigurationDesired("A", "1"), new ProfileRaiseRequested(3, Guid.Empty)]);

    /// <summary>When this changes, snapshots that were kept say something else than their events do: raise <see cref="ChargePointSnapshot.SchemaVersion"/>. Every
    /// event is folded twice, so that those that end something find it begun; the states of the second time are shown.</summary>
    [Fact]
    public void Shows_what_events_fold_to()
    {
        var state = Fold(ChargePoint.Initial, History);
        var after = History.Select(e => $"[\"{StoredEvents.Write(e).Type}\", {Text(state = state.Evolve(e))}]");

        Snapshot.Match(this, $$"""{"schemaVersion": {{ChargePointSnapshot.SchemaVersion}}, "after": [{{"\n"}}{{string.Join(",\n", after)}}]}""");
    }

    [Fact]
    public void Remembers_reports_across_the_generations()
    {
        var events = Enumerable.Range(0, (RecentContents.Limit * 5 / 2) + 7).Select(Status).ToArray();
        var whole = Fold(ChargePoint.Initial, events);
        foreach (var cut in (int[])[0, 1, 31, 999, 1000, 1001, 1999, 2000, 2001, 2500, events.Length])
        {
            var continued = Fold(Again(Fold(ChargePoint.Initial, events[..cut])), events[cut..]);

            Text(continued).ShouldBe(Text(whole));
            foreach (var e in events) continued.Recent.Contains(Hash(e)).ShouldBe(whole.Recent.Contains(Hash(e)));
        }
        whole.Recent.Contains(Hash(events[^1001])).ShouldBeTrue();
        whole.Recent.Contains(Hash(events[0])).ShouldBeFalse();
    }

    [Fact]
    public void Compares_configuration_keys_without_case()
    {
        ConfigurationDesired[] before = [new("HeartbeatInterval", "60"), new("coop", "2"), new("co\u00adop", "1")];

        var state = Fold(Again(Fold(ChargePoint.Initial, before)), [new ConfigurationDesired("heartbeatinterval", "90")]);

        // The soft hyphen is nothing to most cultures, and a character to a charge point.
        state.DesiredConfiguration.Select(wanted => (wanted.Key, wanted.Value)).ShouldBe([("coop", "2"), ("co\u00adop", "1"), ("heartbeatinterval", "90")], ignoreOrder: true);
    }

    [Fact]
    public void Is_small_even_of_one_that_has_reported_for_years() =>
        ChargePointSnapshot.Write(Fold(Full, [.. Enumerable.Range(0, 2000).Select(Status)])).Length.ShouldBeLessThan(50_000);

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"state":null,"newer":"","older":""}""")]
    [InlineData("""{"state":{},"newer":"","older":""}""")]
    [InlineData("")]
    [InlineData("{\"state")]
    public void Is_nothing_when_it_is_something_else(string json) => ChargePointSnapshot.Read(Encoding.UTF8.GetBytes(json)).ShouldBeNull();

    [Theory]
    [InlineData("newer", "\"AAAA\"")]
    [InlineData("newer", "\"not base64\"")]
    [InlineData("older", "null")]
    [InlineData("state.automation", "null")]
    [InlineData("state.connectors", "null")]
    [InlineData("state.connectors", """{"one":null}""")]
    [InlineData("state.registration", "\"AddedLater\"")]
    [InlineData("state.desiredConfiguration", """{"Key":"1","kEY":"2"}""")]
    [InlineData("state.desiredConfiguration", "null")]
    [InlineData("state.lastBoot.vendor", "null")]
    [InlineData("state.addedLater", "1")]
    [InlineData("state.lastBoot.addedLater", "1")]
    public void Is_nothing_when_a_member_is_not_as_it_is_written(string path, string value)
    {
        var json = JsonNode.Parse(ChargePointSnapshot.Write(Full))!;
        var names = path.Split('.');
        names[..^1].Aggregate(json, (node, name) => node[name]!)[names[^1]] = JsonNode.Parse(value);

        ChargePointSnapshot.Read(Encoding.UTF8.GetBytes(json.ToJsonString())).ShouldBeNull();
    }

    [Fact]
    public void Is_nothing_when_any_member_is_missing()
    {
        foreach (var path in Members(JsonNode.Parse(ChargePointSnapshot.Write(Full))!.AsObject()))
        {
            var json = JsonNode.Parse(ChargePointSnapshot.Write(Full))!;
            var holder = path[..^1].Aggregate(json, (node, name) => node[name]!).AsObject();
            holder.Remove(path[^1]).ShouldBeTrue();

            ChargePointSnapshot.Read(Encoding.UTF8.GetBytes(json.ToJsonString())).ShouldBeNull(string.Join('.', path));
        }
    }

    /// <summary>Those of records, not the entries of dictionaries.</summary>
    private static IEnumerable<string[]> Members(JsonObject node) => node.SelectMany(member =>
        member is { Value: JsonObject inner, Key: not ("connectors" or "desiredConfiguration") }
            ? Members(inner).Select(path => (string[])[member.Key, .. path]).Prepend([member.Key])
            : [[member.Key]]);

    private static ConnectorStatusReported Status(int second) =>
        new(2, second % 2 == 0 ? ConnectorStatus.Available : ConnectorStatus.Preparing, "NoError", At("2026-03-01 10:00").AddSeconds(second));

    private static UInt128 Hash(ConnectorStatusReported status) => ReportContent.Of(status)!.Value;

    private static ChargePoint Fold(ChargePoint state, IEnumerable<ChargePointEvent> events) => events.Aggregate(state, (state, e) => state.Evolve(e));

    private static ChargePoint Again(ChargePoint state) => ChargePointSnapshot.Read(ChargePointSnapshot.Write(state)).ShouldNotBeNull();

    private static string Text(ChargePoint state) => Encoding.UTF8.GetString(ChargePointSnapshot.Write(state));
}
