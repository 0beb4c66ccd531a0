using System.Text.Json;

namespace Csms.Domain.Anomalies;

/// <summary>What puts an anomaly right.</summary>
/// <param name="Action">What is done.</param>
/// <param name="EnergyWh">The energy that is billed; null: as measured.</param>
/// <param name="StoppedAt">When the session ended; null: with its last reading.</param>
/// <param name="Scale">What the readings are multiplied by, which makes <paramref name="EnergyWh"/> of them.</param>
/// <param name="TransactionId">The transaction that the stop is taken for.</param>
public sealed record AnomalyRepair(RepairAction Action, long? EnergyWh = null, DateTimeOffset? StoppedAt = null, decimal? Scale = null, int? TransactionId = null)
{
    /// <summary>Nothing is done.</summary>
    public static AnomalyRepair Ignore { get; } = new(RepairAction.Ignore);

    /// <summary>What was stored.</summary>
    public static AnomalyRepair Of(JsonElement json) => json.Deserialize(StoredEventsJson.Default.AnomalyRepair)!;

    /// <summary>As it is stored.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, StoredEventsJson.Default.AnomalyRepair);
}

/// <summary>What is done about an anomaly.</summary>
public enum RepairAction
{
    /// <summary>Nothing: what is held stays unbilled, what is odd stays as it is.</summary>
    Ignore,

    /// <summary>The transaction is taken as closed with its last reading, and billed.</summary>
    Close,

    /// <summary>The bill is released.</summary>
    Bill,

    /// <summary>The readings are in another unit than they say; the bill is released with what they amount to.</summary>
    Scale,

    /// <summary>The stop is taken for that of a transaction without one.</summary>
    UseStop,
}
