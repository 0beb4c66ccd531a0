using Csms.EventStore.Journal;

namespace Csms.Host.Journal;

/// <summary>Removes an idTag from the frames that hold it. The journal is no part of the proof, so nothing breaks. Frames that are still on their way to the
/// table (about a second) are not seen: whoever erases because a person is to be forgotten does so again a little later.</summary>
internal sealed class JournalErasure(JournalQueries journal, JournalTable table)
{
    private const int PageSize = 500;

    /// <param name="idTag">As it was presented; without regard to case.</param>
    /// <param name="within">Where to look; a charge point and a time make it much faster than the whole journal.</param>
    /// <param name="cancellationToken">Ends the work; what was erased until then is.</param>
    /// <returns>How many frames were changed.</returns>
    public Task<int> EraseAsync(string idTag, JournalFilter within, CancellationToken cancellationToken) =>
        EraseAsync(Redaction.Of(idTag), within, cancellationToken);

    /// <summary>The same for all that a redaction finds.</summary>
    public async Task<int> EraseAsync(Redaction redaction, JournalFilter within, CancellationToken cancellationToken)
    {
        var erased = 0;
        JournalPosition? after = null;
        while (true)
        {
            var page = await journal.ListAsync(within, newestFirst: false, after, PageSize, cancellationToken);
            foreach (var row in page)
            {
                if (redaction.Apply(row.Entry.Frame.Span) is not { } frame)
                    continue;
                await table.EraseAsync(row.Position, frame, cancellationToken);
                erased++;
            }

            if (page.Count < PageSize)
                return erased;
            after = page[^1].Position;
        }
    }
}
