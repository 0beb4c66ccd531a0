using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Tests.Invariants;
using Csms.Domain.Tests.Storing;
using Csms.Testing;

namespace Csms.Domain.Tests.ChargingProfiles;

public sealed class KeepingAProfilesSnapshot
{
    private static readonly ChargePointProfilesEvent[] History = [.. Examples.All.OfType<ChargePointProfilesEvent>()];

    private static readonly ChargePointProfiles Full = ChargePointProfiles.Initial.Evolve(History.OfType<ChargePointProfilesEvent.Installed>().First());

    /// <summary>When this changes, snapshots that were kept say something else than their events do: raise <see cref="ChargePointProfilesSnapshot.SchemaVersion"/>.</summary>
    [Fact]
    public void Shows_what_events_fold_to()
    {
        var state = ChargePointProfiles.Initial;
        var after = History.Select(e => $"[\"{StoredEvents.Write(e).Type}\", {Text(state = state.Evolve(e))}]");

        Snapshot.Match(this, $$"""{"schemaVersion": {{ChargePointProfilesSnapshot.SchemaVersion}}, "after": [{{"\n"}}{{string.Join(",\n", after)}}]}""");
    }

    [Fact]
    public void Is_the_same_when_it_is_read() => AnyInstallation.Profiles.ShouldHold(accepted =>
    {
        var state = new ChargePointProfiles(AnyInstallation.Installed(accepted), 4711);

        ChargePointProfilesSnapshot.Read(ChargePointProfilesSnapshot.Write(state)).ShouldBe(state);
    });

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"installed":null,"through":1}""")]
    [InlineData("""{"installed":[null],"through":1}""")]
    [InlineData("""{"installed":[],"through":1,"addedLater":1}""")]
    [InlineData("")]
    public void Is_nothing_when_it_is_something_else(string json) => ChargePointProfilesSnapshot.Read(Encoding.UTF8.GetBytes(json)).ShouldBeNull();

    [Fact]
    public void Is_nothing_when_any_member_is_missing()
    {
        foreach (var path in Members(JsonNode.Parse(ChargePointProfilesSnapshot.Write(Full))!).ToList())
        {
            var json = JsonNode.Parse(ChargePointProfilesSnapshot.Write(Full))!;
            var holder = path[..^1].Aggregate(json, (node, step) => step is int place ? node[place]! : node[(string)step]!).AsObject();
            holder.Remove((string)path[^1]).ShouldBeTrue();

            ChargePointProfilesSnapshot.Read(Encoding.UTF8.GetBytes(json.ToJsonString())).ShouldBeNull(string.Join('.', path));
        }
    }

    private static IEnumerable<object[]> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value).Select(path => (object[])[member.Key, .. path]).Prepend([member.Key])),
        JsonArray items => items.SelectMany((item, place) => Members(item).Select(path => (object[])[place, .. path])),
        _ => [],
    };

    private static string Text(ChargePointProfiles state) => Encoding.UTF8.GetString(ChargePointProfilesSnapshot.Write(state));
}
