using System.Text;
using Csms.EventStore.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Journal;

/// <summary>What the journal holds of a charge point.</summary>
internal static class Journalled
{
    extension(CsmsFixture csms)
    {
        public JournalQueries Journal => csms.Services.GetRequiredService<JournalQueries>();

        /// <summary>Oldest first, without handshakes that were let in.</summary>
        public async Task<List<JournalRow>> FramesOfAsync(string chargePointId) =>
            (await csms.Journal.ListAsync(new JournalFilter(chargePointId), newestFirst: false, null, 1000, CancellationToken.None))
            .FindAll(row => row.Outcome != JournalOutcome.Accepted);

        public Task<List<JournalRow>> FramesOfAsync(string chargePointId, int count) =>
            Eventually.BecomesAsync(() => csms.FramesOfAsync(chargePointId), frames => frames.Count >= count);
    }

    public static string Text(this JournalRow row) => Encoding.UTF8.GetString(row.Entry.Frame.Span);
}
