namespace Csms.Domain;

/// <summary>Remembers at least the last <see cref="Limit"/> contents, and at most twice as many, of a stream that never ends.</summary>
/// <remarks>
/// A charge point lives for years, so its memory must have an end. What comes again comes soon: a retry within minutes, a queue after an
/// outage in the order it was filled. A thousand reports are days of a connector's statuses, and 32 kB at most. What is older than that is
/// stored a second time rather than lost. Two generations make forgetting a matter of dropping the older one.
/// </remarks>
internal sealed record RecentContents(ContentHashes Newer, ContentHashes Older, int NewerCount)
{
    public const int Limit = 1000;

    public static RecentContents None { get; } = new(ContentHashes.Empty, ContentHashes.Empty, 0);

    public bool Contains(UInt128 hash) => Newer.Contains(hash) || Older.Contains(hash);

    public RecentContents Add(UInt128 hash) => NewerCount < Limit
        ? new(Newer.Add(hash), Older, NewerCount + 1)
        : new(ContentHashes.Empty.Add(hash), Newer, 1);
}
