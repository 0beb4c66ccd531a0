using Csms.Host.Api.Events;
using Csms.Host.Api.Journal;

namespace Csms.Host.Api.Chains;

/// <summary>Who and why: everything that one request or frame set off.</summary>
/// <param name="CorrelationId">Common to all of it.</param>
/// <param name="Links">Every cause before what it caused.</param>
/// <param name="IsComplete">False when it has more links than are listed.</param>
internal sealed record ChainView(string CorrelationId, IReadOnlyList<ChainLinkView> Links, bool IsComplete)
{
    public static ChainView Example { get; } = new(
        "4bf92f3577b34da6a3ce929d0e0e4736",
        [
            new("request:4bf92f3577b34da6a3ce929d0e0e4736", null, new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), new("request_call", "key:admin")),
            new("event:812", "request:4bf92f3577b34da6a3ce929d0e0e4736", EventView.Example.Timestamp, null, EventView.Example),
            new("frame:90211", "event:812", JournalFrameView.Example.At, null, null, JournalFrameView.Example),
        ],
        true);
}

/// <summary>A link of a chain: a REST request, an event or a frame.</summary>
/// <param name="Id">request:{correlation id}, event:{sequence} or frame:{id}.</param>
/// <param name="Cause">The link that caused this one; absent at the beginning, and where the cause is no longer kept.</param>
/// <param name="At">When this server received, recorded or sent it.</param>
internal sealed record ChainLinkView(
    string Id, string? Cause, DateTimeOffset At, ChainRequestView? Request = null, EventView? Event = null, JournalFrameView? Frame = null);

/// <summary>A REST request.</summary>
/// <param name="Command">What was asked for.</param>
/// <param name="Actor">Whose key it was.</param>
internal sealed record ChainRequestView(string Command, string Actor);
