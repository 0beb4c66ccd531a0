using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ocpp.Protocol.Tests.Examples;
using Ocpp.Protocol.Tests.Frames;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests;

/// <summary>Whatever bytes arrive: a frame, something to ignore, or an error that can be answered. Never an exception.</summary>
public sealed class AnyInput
{
    private const int Mutations = 40_000;

    private static readonly string[] Fragments =
    [
        "null", "true", "{}", "[]", "[[]]", "{\"a\":{\"a\":{}}}", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\udc00\\ud800\"", "1e999", "-1e-999", "1.5", "-0", "0.1e1",
        "9223372036854775808", "79228162514264337593543950336", "\"2024-02-30T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:60Z\"", ",", ":", "[", "]",
        "{", "}", "\"", "\\", "//", "\uFEFF", "\0", "\"Celcius\"", "\"idTag\":null", "NaN", "\u2028", "\"status\":\"\"",
    ];

    [Fact]
    public void Of_random_bytes_is_survived() => Prop.ForAll<byte[]>(bytes => Survives(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_random_text_is_survived() =>
        Prop.ForAll<string?>(text => Survives(Encoding.UTF8.GetBytes(text ?? ""))).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_random_text_as_a_payload_is_survived() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (var action in OcppActions.All)
            Reads(action, bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_random_text_inside_a_frame_is_survived() => Prop.ForAll<string?, string?, string?>((id, action, member) =>
    {
        var frame = $"[2,{Quoted(id)},{Quoted(action)},{{{Quoted(member)}:{Quoted(id)}}}]";
        Survives(Encoding.UTF8.GetBytes(frame));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Made_from_real_messages_by_chance_is_survived(int seed)
    {
        var random = new Random(seed);
        var frames = Example.All.Select(message => Encoding.UTF8.GetBytes(Example.Frame(message))).ToArray();
        for (var i = 0; i < Mutations / 3; i++)
        {
            var mutated = frames[random.Next(frames.Length)];
            for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
                mutated = Mutated(mutated, random);
            Survives(mutated);
        }
    }

    [Fact]
    public void Cut_short_anywhere_is_a_fault()
    {
        foreach (var frame in Example.All.Select(message => Encoding.UTF8.GetBytes(Example.Frame(message))))
        {
            for (var length = 0; length < frame.Length; length++)
                OcppFrame.Parse(frame.AsMemory(0, length)).Error.ShouldNotBeNull();
        }
    }

    private static void Survives(byte[] bytes)
    {
        var parsed = OcppFrame.Parse(bytes);
        if (parsed.Error is null)
            OcppFrame.Parse(bytes, lenient: true).Error.ShouldBeNull();

        (parsed.IsFrame ? 1 : 0).ShouldBe(parsed.Error is null && !parsed.IsIgnored ? 1 : 0);
        if (parsed.Error is not null)
            OcppFrameWriter.WriteCallError(new ArrayBufferWriter<byte>(), parsed.UniqueId, parsed.Error);
        if (!parsed.IsFrame)
            return;
        if (OcppActions.Find(parsed.Frame.Action) is { } named)
            Reads(named, parsed.Frame.Payload.Span);
        else
            Reads(OcppActions.All[parsed.Frame.Payload.Length % OcppActions.All.Count], parsed.Frame.Payload.Span);
    }

    private static void Reads(OcppAction action, ReadOnlySpan<byte> payload)
    {
        var lenient = action.ReadRequestLeniently(payload, DateTimeOffset.UnixEpoch);
        Answers(lenient, output => OcppFrameWriter.WriteCall(output, "1", action, lenient.Value!));
        foreach (var strict in new[] { false, true })
        {
            var request = action.ReadRequest(payload, strict);
            var response = action.ReadResponse(payload, strict);
            if (!strict && request.Value is not null)
                lenient.Value.ShouldNotBeNull();
            Answers(request, output => OcppFrameWriter.WriteCall(output, "1", action, request.Value!));
            Answers(response, output => OcppFrameWriter.WriteCallResult(output, "1", action, response.Value!));
        }
    }

    private static void Answers(Parsed parsed, Action<IBufferWriter<byte>> write)
    {
        (parsed.Value is null && parsed.Error is null).ShouldBeFalse();
        if (parsed.Value is not null)
            OcppFrame.Parse(Encoding.UTF8.GetBytes(Frame.Written(write))).IsFrame.ShouldBeTrue();
        if (parsed.Error is not null)
            OcppErrorCode.Canonical(parsed.Error.Code).ShouldBe(parsed.Error.Code);
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var until = Math.Min(bytes.Length, at + random.Next(12));
        return random.Next(5) switch
        {
            0 => [.. bytes[..at], .. bytes[until..]],
            1 => [.. bytes[..until], .. bytes[at..]],
            2 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]), .. bytes[until..]],
            3 => [.. bytes[..at], (byte)random.Next(256), .. bytes[until..]],
            _ => ReplacedValue(bytes, random),
        };
    }

    /// <summary>Puts a fragment where a value stood, so that the result is often JSON again.</summary>
    private static byte[] ReplacedValue(byte[] bytes, Random random)
    {
        var colons = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == ':').ToArray();
        if (colons.Length == 0)
            return bytes;
        var at = colons[random.Next(colons.Length)] + 1;
        var length = bytes.AsSpan(at).IndexOfAny(",}]"u8);
        return length < 0 ? bytes : [.. bytes[..at], .. Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]), .. bytes[(at + length)..]];
    }

    private static string Quoted(string? text) => System.Text.Json.JsonSerializer.Serialize(text);
}
