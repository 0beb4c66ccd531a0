using System.Diagnostics;
using System.Text.Json;

namespace Csms.Domain.Calls;

/// <summary>How far a request to a charge point has come: the fold of its <see cref="CallEvent"/>s.</summary>
public abstract record Call
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "call";

    private Call()
    {
    }

    /// <summary>Before anything happened.</summary>
    public static Call Initial { get; } = new NotRequested();

    /// <summary>The stream of a call, <c>call-{uuid}</c>.</summary>
    public static string StreamId(Guid callId) => $"call-{callId:D}";

    /// <summary>The state after one more event.</summary>
    public Call Evolve(CallEvent e) => (this, e) switch
    {
        (NotRequested, CallEvent.Requested request) => new Waiting(request),
        (Waiting waiting, CallEvent.Sent sent) => new InFlight(waiting.Request, sent),
        (Waiting waiting, CallEvent.Expired or CallEvent.Cancelled) => new Ended(waiting.Request, null, e),
        (InFlight flight, CallEvent.Answered or CallEvent.Failed or CallEvent.TimedOut) => new Ended(flight.Request, flight.Sending, e),
        (Ended ended, CallEvent.TookEffect or CallEvent.HadNoEffect) => ended with { Effect = e },
        _ => throw new UnreachableException($"The decider never lets {e.GetType().Name} follow on {GetType().Name}."),
    };

    /// <summary>Nobody asked yet.</summary>
    public sealed record NotRequested : Call;

    /// <summary>Asked for and not yet sent.</summary>
    /// <param name="Request">What is asked, by whom, until when.</param>
    public sealed record Waiting(CallEvent.Requested Request) : Call;

    /// <summary>Taken by a node to be sent, and not yet answered.</summary>
    /// <param name="Request">What is asked, by whom, until when.</param>
    /// <param name="Sending">On which connection it went.</param>
    public sealed record InFlight(CallEvent.Requested Request, CallEvent.Sent Sending) : Call;

    /// <summary>Over.</summary>
    /// <param name="Request">What was asked, by whom, until when.</param>
    /// <param name="Sending">On which connection it went; null when it never went.</param>
    /// <param name="Outcome">Answered, Failed, TimedOut, Expired or Cancelled.</param>
    /// <param name="Effect">TookEffect or HadNoEffect; null while neither is known, or where none is to come.</param>
    public sealed record Ended(CallEvent.Requested Request, CallEvent.Sent? Sending, CallEvent Outcome, CallEvent? Effect = null) : Call
    {
        /// <summary>The charge point answered, and its answer has the status Accepted.</summary>
        public bool IsAccepted => Outcome is CallEvent.Answered { Response: { ValueKind: JsonValueKind.Object } response }
            && response.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String && status.ValueEquals("Accepted");
    }
}
