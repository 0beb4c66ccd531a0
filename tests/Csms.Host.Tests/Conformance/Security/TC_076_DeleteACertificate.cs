using System.Text.Json;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_076_DeleteACertificate(CsmsFixture csms)
{
    private const string Use = "CentralSystemRootCertificate";

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public async Task Names_it_as_the_charge_point_did(string algorithm)
    {
        await using var station = await Station.ConnectAsync(csms);
        var (first, second) = (TrustedRoots.NewRoot(), TrustedRoots.NewRoot());
        await station.IsGivenRootAsync(Use, first);
        await station.IsGivenRootAsync(Use, second);
        var hash = TrustedRoots.HashOf(second, algorithm);
        await station.ListsRootsAsync(Use, TrustedRoots.HashOf(first, algorithm), hash);
        // What it listed last gives its roots their names here.
        var listed = await Eventually.BecomesAsync(station.RootsAsync, roots => roots.Count == 2 && roots.All(row => row["reportedAt"] is not null));
        var root = listed.Single(row => row["serialNumber"]!.ToString() == JsonSerializer.SerializeToNode(hash)!["serialNumber"]!.ToString());

        var (call, _) = await station.IsAskedByAsync("DELETE", $"/charge-points/{station.Id}/trusted-roots/{root["id"]}?wait=30", null, new { status = "Accepted" });

        call[2]!.ToString().ShouldBe("DeleteCertificate");
        JsonNode.DeepEquals(call[3]!["certificateHashData"], JsonSerializer.SerializeToNode(hash)).ShouldBeTrue(call.ToJsonString());
        await Eventually.BecomesAsync(station.RootsAsync, roots => roots.Count == 1);
    }
}
