using Csms.ReadModels.Rebuilding;

namespace Csms.Host.Rebuilding;

/// <summary>The last rebuild of a read model that somebody asked this node for.</summary>
/// <param name="Progress">Null until it has begun to load.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Differs">Whether the rows were others than before; null when it did not come to the end.</param>
/// <param name="Failure">Why it did not; the rows are those of before then.</param>
internal sealed record RunningRebuild(
    string ReadModel, string AskedBy, DateTimeOffset AskedAt, RebuildProgress? Progress = null, DateTimeOffset? EndedAt = null, bool? Differs = null, string? Failure = null);
