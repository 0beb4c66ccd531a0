using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Authorization;

/// <summary>The local authorization list (OCPP 1.6 section 3.5.2), kept in flash: neither a restart nor a lost connection empties it.</summary>
internal sealed class LocalList
{
    private readonly Lock gate = new();
    private Dictionary<IdToken, IdTagInfo> entries = [];
    private int version;

    /// <summary>An empty list is version 0, whatever the update that emptied it was called (section 5.10).</summary>
    public int Version
    {
        get
        {
            lock (gate) return entries.Count == 0 ? 0 : version;
        }
    }

    public IdTagInfo? Find(string idTag)
    {
        lock (gate) return entries.GetValueOrDefault(new IdToken(idTag));
    }

    /// <summary>Carries out the whole update or nothing of it (OCPP 1.6 section 5.15).</summary>
    public UpdateStatus Update(SendLocalListRequest update, int mostEntries)
    {
        AuthorizationData[] changes = update.LocalAuthorizationList ?? [];
        if (update.ListVersion <= 0 || changes.DistinctBy(change => change.IdTag).Count() != changes.Length) return UpdateStatus.Failed;
        if (changes.Any(change => change.IdTag.Value.Length is 0 or > IdToken.LongestIdTag)) return UpdateStatus.Failed;
        lock (gate)
        {
            var full = update.UpdateType == UpdateType.Full;
            if (full && changes.Any(change => change.IdTagInfo is null)) return UpdateStatus.Failed;
            if (!full && update.ListVersion <= (entries.Count == 0 ? 0 : version)) return UpdateStatus.VersionMismatch;
            var updated = full ? [] : new Dictionary<IdToken, IdTagInfo>(entries);
            foreach (var (idTag, info) in changes)
            {
                if (info is null) updated.Remove(idTag);
                else updated[idTag] = info;
            }

            if (updated.Count > mostEntries) return UpdateStatus.Failed;
            (entries, version) = (updated, update.ListVersion);
            return UpdateStatus.Accepted;
        }
    }
}
