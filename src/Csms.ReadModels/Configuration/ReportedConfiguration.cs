using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.ReadModels.Calls;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Configuration;

/// <summary>The fold of one charge point's configuration.</summary>
internal sealed class ReportedConfiguration(string chargePointId, IEnumerable<ConfigurationKeyRow> known)
{
    private readonly Dictionary<string, ConfigurationKeyRow> keys = known.ToDictionary(row => row.KeyId);
    private readonly HashSet<string> touched = [];
    private readonly List<ConfigurationChangeRow> changes = [];

    public string ChargePointId => chargePointId;

    /// <summary>The rows of before are to go; those that are touched came after.</summary>
    public bool WasRemoved { get; private set; }

    public IEnumerable<ConfigurationKeyRow> Touched => touched.Select(id => keys[id]);

    public IReadOnlyList<ConfigurationChangeRow> Changes => changes;

    public void Apply(FollowedEvent e)
    {
        switch (e.Recorded.Event)
        {
            case Removed:
                // Whoever is entered under this identity next may be another device. The history stays.
                WasRemoved = true;
                keys.Clear();
                touched.Clear();
                break;
            case Booted:
                foreach (var row in keys.Values.Where(row => row.PendingValue is not null).ToList())
                    Put(row with { State = "known", Value = row.PendingValue, ValueSince = e.Recorded.RecordedAt, ValueCallId = null, PendingValue = null, PendingSince = null }, e, "rebooted", row.PendingValue);
                break;
            case ConfigurationDesired desired when !ConfigurationKey.IsSecret(desired.Key):
                var wanted = Find(desired.Key) with { DesiredValue = desired.Value, DesiredSince = desired.Value is null ? null : e.Recorded.RecordedAt };
                Put(wanted, e, desired.Value is null ? "undesired" : "desired", desired.Value);
                break;
            case CallEvent.Answered answered when e.Call?.Action == "GetConfiguration":
                Report(e, answered.Response);
                break;
            case CallEvent when e.Call?.Action == "ChangeConfiguration" && !Answers.IsNeverSent(e.Recorded.Event):
                Change(e);
                break;
        }
    }

    private void Report(FollowedEvent e, JsonElement response)
    {
        var reported = new HashSet<string>();
        foreach (var entry in response.ItemsOf("configurationKey"))
        {
            if (entry.TextOf("key") is not { Length: > 0 } key || ConfigurationKey.IsSecret(key)) continue;
            reported.Add(IdOf(key));
            var (row, value) = (Find(key), entry.TextOf("value"));
            bool? readOnly = entry.TextOf("readonly") is { } text ? text == "true" : null;
            var isNews = row.State != "known" || row.Value != value || row.ReadOnly != readOnly;
            var now = row with { Key = key, State = "known", Value = value, ReadOnly = readOnly, ReportedAt = e.Recorded.RecordedAt };
            if (row.State != "known" || row.Value != value) now = now with { ValueSince = e.Recorded.RecordedAt, ValueCallId = e.Call!.CallId };
            // A report of the old value means that the boot is still to come.
            if (value == row.PendingValue) now = now with { PendingValue = null, PendingSince = null };
            Put(now, e, isNews ? "reported" : null, value, readOnly);
        }

        foreach (var key in response.ItemsOf("unknownKey").Where(k => k.ValueKind == JsonValueKind.String).Select(k => k.GetString()!))
        {
            if (ConfigurationKey.IsSecret(key) || !reported.Add(IdOf(key))) continue;
            Lose(Find(key), e, "unsupported");
        }

        // Only who asked for everything learns what is missing.
        if (e.Call!.Payload.ItemsOf("key").Any()) return;
        foreach (var row in keys.Values.Where(row => row.State == "known" && !reported.Contains(row.KeyId)).ToList()) Lose(row, e, "gone");
    }

    private void Change(FollowedEvent e)
    {
        var (key, value) = (e.Call!.Payload.TextOf("key"), e.Call.Payload.TextOf("value"));
        if (key is null || ConfigurationKey.IsSecret(key)) return;
        var outcome = Answers.OutcomeOf(e.Recorded.Event);
        var row = Find(key) with { TriedValue = value, TriedOutcome = outcome, TriedAt = e.Recorded.RecordedAt, TriedCallId = e.Call.CallId };
        switch (e.Recorded.Event is CallEvent.Answered ? outcome : "unanswered")
        {
            case "Accepted":
                Put(Unpended(row) with { State = "known", Value = value, ValueSince = e.Recorded.RecordedAt, ValueCallId = e.Call.CallId }, e, "accepted", value);
                break;
            case "RebootRequired":
                Put(row with { PendingValue = value, PendingSince = e.Recorded.RecordedAt }, e, "reboot_required", value);
                break;
            case "NotSupported":
                Put(row.State == "unknown" ? row with { State = "unsupported" } : row, e, "not_supported", value);
                break;
            case "Rejected":
                Put(row, e, "rejected", value);
                break;
            default:
                Put(row, e, "unanswered", value);
                break;
        }
    }

    private void Lose(ConfigurationKeyRow row, FollowedEvent e, string state) =>
        Put(Unpended(row) with { State = state, Value = null, ReadOnly = null, ValueSince = null, ValueCallId = null }, e, row.State == state ? null : state, null);

    private static ConfigurationKeyRow Unpended(ConfigurationKeyRow row) => row with { PendingValue = null, PendingSince = null };

    private ConfigurationKeyRow Find(string key) => keys.GetValueOrDefault(IdOf(key)) ?? new(chargePointId, IdOf(key), key, "unknown");

    private void Put(ConfigurationKeyRow row, FollowedEvent e, string? what, string? value, bool? readOnly = null)
    {
        keys[row.KeyId] = row with { LastSequence = e.Recorded.Sequence };
        touched.Add(row.KeyId);
        if (what is null) return;
        changes.RemoveAll(change => change.KeyId == row.KeyId && change.LastSequence == e.Recorded.Sequence);
        changes.Add(new(chargePointId, row.KeyId, row.Key, what, value, readOnly, e.Recorded.RecordedAt, e.Call?.CallId) { LastSequence = e.Recorded.Sequence });
    }

    private static string IdOf(string key) => key.ToLowerInvariant();
}
