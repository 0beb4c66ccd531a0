using System.Runtime.InteropServices;

namespace Csms.Domain;

/// <summary>Tells whether a report came before: 128 bits over its content, the same in every process and culture.</summary>
/// <remarks>
/// Never in events, so the function may change; snapshots hold what it makes, so <see cref="ChargePoints.ChargePointSnapshot.SchemaVersion"/> changes with
/// it. Two lanes of multiply-and-fold give it the distance between unlike contents; it is not cryptographic, because whoever makes two of their own readings
/// collide loses only their own reading.
/// </remarks>
internal ref struct ContentHash
{
    private const ulong Absent = 0xD1B54A32D192ED03;

    private ulong high = 0x9E3779B97F4A7C15;
    private ulong low = 0xC2B2AE3D27D4EB4F;

    public ContentHash()
    {
    }

    public readonly UInt128 Value => new(high, low);

    public static UInt128 Of(int connectorId, MeterReading reading, long? transactionId = null)
    {
        var hash = new ContentHash();
        hash.Add(connectorId);
        hash.Add(transactionId);
        hash.Add(reading);
        return hash.Value;
    }

    public void Add(long value) => Add((ulong)value);

    public void Add(long? value) => Add(value is { } number ? (ulong)number : Absent);

    /// <summary>The moment counts, not the offset it was written with.</summary>
    public void Add(DateTimeOffset value) => Add((ulong)value.UtcTicks);

    public void Add(Guid? value)
    {
        if (value is not { } id)
        {
            Add(Absent);
            return;
        }

        var words = MemoryMarshal.Cast<Guid, ulong>(MemoryMarshal.CreateReadOnlySpan(ref id, 1));
        Add(words[0]);
        Add(words[1]);
    }

    public void Add(string? value)
    {
        if (value is null)
        {
            Add(Absent);
            return;
        }

        // The length goes first, so that no two lists of strings run together into the same content.
        Add((ulong)value.Length);
        var words = MemoryMarshal.Cast<char, ulong>(value.AsSpan());
        foreach (var word in words) Add(word);
        foreach (var rest in value.AsSpan(words.Length * 4)) Add(rest);
    }

    public void Add(MeterReading reading)
    {
        Add(reading.Timestamp);
        Add(reading.Samples.Count);
        for (var i = 0; i < reading.Samples.Count; i++)
        {
            var sample = reading.Samples[i];
            Add(sample.Value);
            Add(sample.Measurand);
            Add(sample.Unit);
            Add(sample.Context);
            Add(sample.Phase);
            Add(sample.Location);
            Add(sample.Format);
            Add(sample.ContentId);
        }
    }

    /// <summary>None and an empty list are the same content.</summary>
    public void Add(IReadOnlyList<MeterReading>? readings)
    {
        Add(readings?.Count ?? 0);
        foreach (var reading in readings ?? []) Add(reading);
    }

    private void Add(ulong word)
    {
        high = Fold(high ^ word, 0xA0761D6478BD642F);
        low = Fold(low + word, 0xE7037ED1A0B428DB);
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var upper = Math.BigMul(left, right, out var lower);
        return upper ^ lower;
    }
}
