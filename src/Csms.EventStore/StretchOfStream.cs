namespace Csms.EventStore;

/// <summary>A stretch of time of a stream.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="From">Recorded then or later.</param>
/// <param name="Until">Recorded then or earlier; null: to the end.</param>
public sealed record StretchOfStream(string StreamId, DateTimeOffset From, DateTimeOffset? Until);
