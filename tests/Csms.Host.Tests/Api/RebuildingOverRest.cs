using System.Net;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Api;

public class RebuildingOverRest(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Theory]
    [InlineData("transactions")]
    [InlineData("energy_hourly")]
    [InlineData("connector_state_intervals")]
    public async Task Leaves_the_rows_as_they_were_and_tells_how_it_went(string name)
    {
        await csms.RegisterAsync($"CP-{name}");
        var begun = await BeginAsync(name);
        ((string?)begun["rebuild"]["askedBy"]).ShouldBe("key:admin");

        var ended = (await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/projections/{name}"), answer => answer.Body?["rebuild"]?["endedAt"] is not null))["rebuild"];

        ((string?)ended["failure"]).ShouldBeNull();
        ((string?)ended["stage"]).ShouldBe("done");
        ((bool?)ended["differs"]).ShouldBe(false);
        var listed = (await csms.Admin.ReadAsync("/system"))["projections"].AsArray().Single(each => (string)each!["name"]! == name)!;
        JsonNode.DeepEquals(listed["rebuild"], ended).ShouldBeTrue();
        // What is reported afterwards arrives in the new tables.
        await csms.RegisterAsync($"CP-{name}-2");
        await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/projections/{name}"), answer => (long)answer["lag"] == 0);
    }

    [Fact]
    public async Task Knows_the_read_models_there_are()
    {
        await csms.Admin.SendAsync("POST", "/projections/sessions/rebuild").ShouldBeAsync(HttpStatusCode.NotFound, "projection_not_found");
        await csms.Admin.ReadAsync("/projections/sessions").ShouldBeAsync(HttpStatusCode.NotFound, "projection_not_found");
    }

    /// <summary>Other tests of this class may be at one: then it is not begun, and the answer says by whom.</summary>
    private async Task<RestAnswer> BeginAsync(string name) => await Eventually.BecomesAsync(
        async () =>
        {
            var answer = await csms.Admin.SendAsync("POST", $"/projections/{name}/rebuild");
            if (answer.Status != HttpStatusCode.Accepted)
            {
                answer.Code.ShouldBe("rebuild_running");
                ((string?)answer["readModel"]).ShouldNotBeNullOrEmpty();
            }

            return answer;
        },
        answer => answer.Status == HttpStatusCode.Accepted);
}
