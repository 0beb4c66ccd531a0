namespace Csms.ReadModels.MeterValues;

/// <summary>Tells, while loading, readings that cannot have been stored before from those that might: a reading of a transaction later than all its
/// earlier ones is new. One time per running transaction is all there is to remember.</summary>
internal sealed class Freshness
{
    private readonly Dictionary<string, DateTimeOffset> latest = [];

    public void Begin(string transaction) => latest[transaction] = DateTimeOffset.MinValue;

    public void End(string transaction) => latest.Remove(transaction);

    /// <summary>For readings of a main meter, which has no beginning and no end: the first one is the first.</summary>
    public bool IsAfterAllEarlier(string chargePoint, int connectorId, DateTimeOffset at)
    {
        var meter = $"{chargePoint}/{connectorId}";
        latest.TryAdd(meter, DateTimeOffset.MinValue);
        return IsAfterAllEarlier(meter, at);
    }

    public bool IsAfterAllEarlier(string transaction, DateTimeOffset at)
    {
        if (!latest.TryGetValue(transaction, out var before) || at <= before) return false;
        latest[transaction] = at;
        return true;
    }
}
