using System.Text.Json;
using Csms.EventStore;

namespace Csms.Bench.Store;

/// <summary>What is stored and folded: an event of the size and shape of a charge point's ordinary report.</summary>
internal sealed record MeterValues(int ConnectorId, DateTimeOffset Timestamp, string Context, MeterValues.Sample[] Samples)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal sealed record Sample(string Measurand, string Unit, decimal Value, string? Phase = null);

    /// <summary>What a transaction's stream folds to, cut to the bone.</summary>
    internal sealed record Meter(long Reports, decimal Energy, DateTimeOffset? Last)
    {
        public Meter Evolve(MeterValues report) => new(Reports + 1, report.Samples[0].Value, report.Timestamp);
    }

    public static NewEvent NewEvent(int n)
    {
        var timestamp = DateTimeOffset.UnixEpoch.AddSeconds(n * 60L);
        var report = new MeterValues(1, timestamp, "Sample.Periodic",
        [
            new("Energy.Active.Import.Register", "Wh", 1_000_000 + (n * 37)),
            new("Power.Active.Import", "W", 11_040.5m),
            new("Current.Import", "A", 16.02m, "L1"),
        ]);
        return new NewEvent(Guid.CreateVersion7(), "meter_values_reported", "Csms.Bench.Store.MeterValues, Csms.Bench",
            JsonSerializer.SerializeToUtf8Bytes(report, Json),
            new EventMetadata("charge-point:CP0001", timestamp, timestamp, CorrelationId: "b3f1c2", CausationId: "19223201"));
    }

    public static MeterValues Read(ReadOnlyMemory<byte> data) => JsonSerializer.Deserialize<MeterValues>(data.Span, Json)!;
}
