using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Csms.Host.Replaying;
using Spectre.Console;

namespace Csms.Host.CommandLine;

/// <summary>Events for people: a line each, and what the stream is after it.</summary>
internal sealed class Timeline
{
    // A device time this close to the reception says nothing that the reception does not.
    private static readonly TimeSpan Close = TimeSpan.FromSeconds(5);

    // Charge points' words are data: what a terminal would obey is escaped.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IAnsiConsole console;

    public Timeline(TextWriter output, bool isRedirected)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        // A pipe has no width to break lines at.
        if (isRedirected)
            console.Profile.Width = 100_000_000;
    }

    public void Show(ReplayedEvent replayed)
    {
        var e = replayed.Event;
        console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[grey]{e.Timestamp.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z #{e.Sequence}[/] [blue]{Markup.Escape(e.StreamId)}[/] v{e.Version} [bold]{Markup.Escape(e.Type)}[/] by {Markup.Escape(e.Metadata.Actor)}{Late(e.Metadata.DeviceTime, e.Metadata.ReceivedAt)}"));
        console.MarkupLine($"    {Markup.Escape(JsonSerializer.Serialize(e.Data, Json))}");
        if (replayed.State is { } state)
            console.MarkupLine($"  [green]=[/] {Markup.Escape(JsonSerializer.Serialize(state, Json))}");
    }

    private static string Late(DateTimeOffset? deviceTime, DateTimeOffset receivedAt) =>
        deviceTime is { } time && (receivedAt - time).Duration() > Close
            ? string.Create(CultureInfo.InvariantCulture, $" [yellow](happened {time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z)[/]")
            : "";
}
