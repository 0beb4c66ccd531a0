using System.Text.Json;
using Csms.Host.Replaying;

namespace Csms.Host.Api.Events;

/// <summary>What a stream folds to.</summary>
/// <param name="Type">charge-point, transaction, token, call, reservation, charging-profiles, file, certificate, tariff, assignment, place, outage-exclusion, bill or re-rating.</param>
/// <param name="Version">Version of the last event that is in it.</param>
/// <param name="Sequence">Place of that event in the feed.</param>
/// <param name="RecordedAt">When that event was recorded.</param>
/// <param name="State">The aggregate; its members depend on the type and are spelled as in events.</param>
internal sealed record StreamStateView(string StreamId, string Type, long Version, long Sequence, DateTimeOffset RecordedAt, JsonElement State)
{
    public static StreamStateView Example { get; } = new(
        "token-7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77",
        "token",
        2,
        640,
        new(2026, 1, 31, 11, 0, 0, TimeSpan.Zero),
        JsonElement.Parse("""{"exists":true,"tokenId":"7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77","status":"Blocked"}"""));
}

/// <summary>Folds any stream, as it is or as it was.</summary>
internal sealed class StreamStates(PointsInTime points)
{
    /// <summary>Null when the stream has no event, or had none then.</summary>
    public async Task<StreamStateView?> FoldAsync(string streamId, PointInTime point, CancellationToken cancellationToken)
    {
        if (StreamFold.Of(streamId) is not { } fold)
            return null;
        await foreach (var recorded in points.ReadAsync(streamId, point, cancellationToken))
            fold.Add(recorded);
        return fold.View();
    }
}
