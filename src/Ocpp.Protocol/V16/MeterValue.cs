using System.Text.Json.Serialization;
using FluentValidation;
using FluentValidation.Results;
using Ocpp.Protocol.Json;

namespace Ocpp.Protocol.V16;

/// <summary>Samples taken at one moment (OCPP 1.6 section 7.33).</summary>
/// <param name="Timestamp">The charge point's clock.</param>
/// <param name="SampledValue">One or more samples.</param>
public sealed record MeterValue(DateTimeOffset Timestamp, SampledValue[] SampledValue);

/// <summary>One sample (OCPP 1.6 section 7.43). Its words stay texts, so that a lenient receiver keeps those the specification does not
/// know.</summary>
/// <param name="Value">A decimal number as text, or signed data.</param>
/// <param name="Context">One of <see cref="ReadingContext"/>; absent: Sample.Periodic.</param>
/// <param name="Format">One of <see cref="ValueFormat"/>; absent: Raw.</param>
/// <param name="Measurand">One of <see cref="V16.Measurand"/>; absent: Energy.Active.Import.Register.</param>
/// <param name="Phase">One of <see cref="V16.Phase"/>; absent: all phases together.</param>
/// <param name="Location">One of <see cref="V16.Location"/>; absent: Outlet.</param>
/// <param name="Unit">One of <see cref="UnitOfMeasure"/>; absent: Wh for energy.</param>
public sealed record SampledValue(
    string Value,
    [property: JsonConverter(typeof(WordConverter))] string? Context = null,
    [property: JsonConverter(typeof(WordConverter))] string? Format = null,
    [property: JsonConverter(typeof(WordConverter))] string? Measurand = null,
    [property: JsonConverter(typeof(WordConverter))] string? Phase = null,
    [property: JsonConverter(typeof(WordConverter))] string? Location = null,
    [property: JsonConverter(typeof(WordConverter))] string? Unit = null)
{
    internal static IEnumerable<string> Words =>
        [.. ReadingContext.All, .. ValueFormat.All, .. V16.Measurand.All, .. V16.Phase.All, .. V16.Location.All, .. UnitOfMeasure.All];
}

/// <summary>Plain loops inside one rule: a validator per sample would cost more than reading the message.</summary>
internal static class MeterValueRules
{
    public static void Check<T>(MeterValue[]? readings, ValidationContext<T> context)
    {
        for (var i = 0; i < readings?.Length; i++)
        {
            var samples = readings[i].SampledValue;
            if (samples.Length == 0)
                Fail(context, $"[{i}].sampledValue", "is empty", OcppErrorCode.OccurenceConstraintViolation, Quirk.List);
            for (var j = 0; j < samples.Length; j++)
            {
                if (FirstUnknown(samples[j]) is { } unknown)
                    Fail(context, $"[{i}].sampledValue[{j}].{unknown.Member}", Listed(unknown), OcppErrorCode.PropertyConstraintViolation, Quirk.SampleWord);
            }
        }
    }

    private static UnknownWord? FirstUnknown(SampledValue sample) =>
        Unknown("context", sample.Context, ReadingContext.All)
        ?? Unknown("format", sample.Format, ValueFormat.All)
        ?? Unknown("measurand", sample.Measurand, Measurand.All)
        ?? Unknown("phase", sample.Phase, Phase.All)
        ?? Unknown("location", sample.Location, Location.All)
        ?? Unknown("unit", sample.Unit, UnitOfMeasure.All);

    private static UnknownWord? Unknown(string member, string? word, IReadOnlySet<string> known) =>
        word is null || known.Contains(word) ? null : new UnknownWord(member, word, known);

    private static string Listed(UnknownWord unknown)
    {
        var word = unknown.Word.Length <= 40 ? unknown.Word : unknown.Word[..40] + "…";
        return $"\"{word}\" is not one of {string.Join(", ", unknown.Known.Order(StringComparer.Ordinal))}";
    }

    private static void Fail<T>(ValidationContext<T> context, string path, string what, string code, string quirk) =>
        context.AddFailure(new ValidationFailure(context.PropertyPath + path, what) { ErrorCode = code, CustomState = quirk });

    private readonly record struct UnknownWord(string Member, string Word, IReadOnlySet<string> Known);
}
