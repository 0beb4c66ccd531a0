namespace Csms.EventStore;

/// <summary>A stretch of time of a stream, and a few events around it.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="From">Recorded then or later.</param>
/// <param name="Until">Recorded then or earlier; null: to the end.</param>
/// <param name="Before">So many events before it as well, however old.</param>
/// <param name="After">So many events after it as well, however late.</param>
public sealed record StretchOfStream(string StreamId, DateTimeOffset From, DateTimeOffset? Until, int Before = 0, int After = 0);
