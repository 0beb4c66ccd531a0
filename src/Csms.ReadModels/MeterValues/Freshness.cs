namespace Csms.ReadModels.MeterValues;

/// <summary>Tells readings that cannot have been stored before from those that might: a reading of a transaction later than all its earlier ones is new. One
/// time per running transaction is all there is to remember. Of a transaction whose start was not seen, nothing is sure.</summary>
internal sealed class Freshness(FoldMode mode)
{
    private const int Limit = 200_000;

    private readonly Dictionary<string, DateTimeOffset> latest = [];

    public void Begin(string transaction)
    {
        // Some are never stopped.
        if (mode == FoldMode.Following && latest.Count > Limit) latest.Clear();
        latest[transaction] = DateTimeOffset.MinValue;
    }

    public void End(string transaction) => latest.Remove(transaction);

    /// <summary>For readings of a main meter, which has no beginning and no end: while loading, the first one is the first.</summary>
    public bool IsAfterAllEarlier(string chargePoint, int connectorId, DateTimeOffset at)
    {
        var meter = $"{chargePoint}/{connectorId}";
        if (mode == FoldMode.Loading) latest.TryAdd(meter, DateTimeOffset.MinValue);
        return IsAfterAllEarlier(meter, at);
    }

    public bool IsAfterAllEarlier(string transaction, DateTimeOffset at)
    {
        if (!latest.TryGetValue(transaction, out var before) || at <= before) return false;
        latest[transaction] = at;
        return true;
    }
}
