using System.Security.Cryptography;
using System.Text;
using Csms.Domain;
using Csms.EventStore;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>From OCPP's meter values to the domain's readings. Signed values may name a person, so they are laid beside the event.</summary>
internal static class MeterReadings
{
    public static (IReadOnlyList<MeterReading> Readings, IReadOnlyList<ErasableContent> Contents) Of(MeterValue[]? values, Guid? subject)
    {
        if (values is null or { Length: 0 })
            return ([], []);
        List<ErasableContent>? contents = null;
        var readings = new MeterReading[values.Length];
        for (var i = 0; i < readings.Length; i++)
        {
            var sampled = values[i].SampledValue;
            var samples = new Sample[sampled.Length];
            for (var j = 0; j < samples.Length; j++)
                samples[j] = Of(sampled[j], subject, ref contents);
            readings[i] = new MeterReading(values[i].Timestamp, samples);
        }

        return (readings, (IReadOnlyList<ErasableContent>?)contents ?? []);
    }

    /// <summary>The key follows from the content, so that the same record sent again is the same reading. And what is sealed in the event holds whoever
    /// shows the record to it.</summary>
    public static Guid KeyOf(Guid? subject, string value) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject:N}\n{value}")).AsSpan(0, 16));

    private static Sample Of(SampledValue value, Guid? subject, ref List<ErasableContent>? contents)
    {
        if (value.Format != ValueFormat.SignedData)
            return Of(value, value.Value, null);

        var key = KeyOf(subject, value.Value);
        (contents ??= []).Add(new ErasableContent(key, subject, value.Value));
        return Of(value, null, key);
    }

    private static Sample Of(SampledValue value, string? text, Guid? contentId) => new(
        text,
        value.Measurand,
        value.Unit,
        value.Context,
        value.Phase,
        value.Location,
        value.Format,
        contentId);
}
