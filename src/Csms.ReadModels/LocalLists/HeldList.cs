using System.Globalization;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Rows;

namespace Csms.ReadModels.LocalLists;

/// <summary>The fold of the list that one charge point holds (OCPP 1.6 sections 3.5, 5.10 and 5.15).</summary>
internal sealed class HeldList(string chargePointId, LocalListRow? known, IEnumerable<LocalListEntryRow> knownEntries)
{
    private readonly Dictionary<Guid, LocalListEntryRow> entries = knownEntries.ToDictionary(entry => entry.TokenId);

    public string ChargePointId => chargePointId;

    public LocalListRow? Row { get; private set; } = known;

    public bool WasRemoved { get; private set; }

    public bool EntriesChanged { get; private set; }

    public IEnumerable<LocalListEntryRow> Entries => entries.Values;

    public void Apply(FollowedEvent e)
    {
        if (Row?.LastSequence >= e.Recorded.Sequence) return;
        var row = Row ?? new(chargePointId);
        var next = (e.Recorded.Event, e.Call?.Action) switch
        {
            (ChargePointEvent.Removed, _) => null,
            (ChargePointEvent, _) => Doubted(row, e, "conflict"),
            (CallEvent.Requested, "SendLocalList") => row with { HighestVersion = Math.Max(row.HighestVersion, VersionOf(e)) },
            (CallEvent.Requested, _) => row,
            (var end, _) when Answers.IsNeverSent(end) => row,
            (var end, _) when Answers.IsNotSupported(end) => row with { Supported = false },
            (CallEvent.Answered answered, "GetLocalListVersion") => Told(row, e, answered.Response.NumberOf("listVersion")),
            (CallEvent.Answered or CallEvent.Failed or CallEvent.TimedOut, "SendLocalList") => Sent(row, e),
            _ => row,
        };
        if (next is null)
        {
            // Its successor under this identity may be another device.
            (WasRemoved, Row) = (true, null);
            Clear();
            return;
        }
        Row = next with { LastSequence = e.Recorded.Sequence };
    }

    private LocalListRow Told(LocalListRow row, FollowedEvent e, int? version)
    {
        if (version is not { } told) return row;
        var now = row with { ReportedVersion = told, ReportedAt = e.Recorded.RecordedAt, Supported = told != -1, HighestVersion = Math.Max(row.HighestVersion, told) };
        if (told is -1 or 0)
        {
            // Nothing is on it, whatever was: a replaced board begins like this.
            Clear();
            return now with { Version = told == 0 ? 0 : null, Doubt = null, DoubtSince = null };
        }
        if (told != row.Version) return Doubted(now with { Version = told }, e, "other_version");
        // Every update has a version of its own: one whose answer was lost was not carried out. Of a conflict or a failure the version says nothing.
        return row.Doubt is "version_mismatch" or "unanswered" ? now with { Doubt = null, DoubtSince = null } : now;
    }

    private LocalListRow Sent(LocalListRow row, FollowedEvent e) => Answers.OutcomeOf(e.Recorded.Event) switch
    {
        "Accepted" => Accepted(row, e),
        "VersionMismatch" => Doubted(row with { Supported = true }, e, "version_mismatch"),
        "Failed" => Doubted(row with { Supported = true }, e, "failed"),
        _ => Doubted(row, e, "unanswered"),
    };

    private LocalListRow Accepted(LocalListRow row, FollowedEvent e)
    {
        var isFull = e.Call!.Payload.TextOf("updateType") == "Full";
        if (isFull) Clear();
        var position = 0;
        foreach (var entry in e.Call.Payload.ItemsOf("localAuthorizationList"))
        {
            if (position >= e.Call.Tokens.Count) break;
            var token = e.Call.Tokens[position++];
            EntriesChanged = true;
            if (entry.Find("idTagInfo") is { } info)
                entries[token.TokenId] = new(chargePointId, token.TokenId, info.TextOf("status") ?? "Invalid", TimeOf(info.TextOf("expiryDate")), token.ParentTokenId) { LastSequence = e.Recorded.Sequence };
            else
                entries.Remove(token.TokenId);
        }

        var now = row with { Version = VersionOf(e), Supported = true, UpdatedAt = e.Recorded.RecordedAt };
        // Changes to a list that nobody knew do not make it known.
        if (isFull) return now with { Doubt = null, DoubtSince = null };
        return row.Version is null ? Doubted(now, e, "other_version") : now;
    }

    private static LocalListRow Doubted(LocalListRow row, FollowedEvent e, string doubt) =>
        row.Doubt is not null && doubt == "version_mismatch" ? row : row with { Doubt = doubt, DoubtSince = e.Recorded.RecordedAt };

    private void Clear()
    {
        EntriesChanged = true;
        entries.Clear();
    }

    private static int VersionOf(FollowedEvent e) => e.Call!.Payload.NumberOf("listVersion") ?? 0;

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToStored() : null;
}
