using System.Text.Json;
using Csms.EventStore;

namespace Csms.Host.Api.Events;

/// <summary>An event as it is stored.</summary>
/// <param name="Sequence">Place in the feed: from 1, without gaps, in the order of commits.</param>
/// <param name="Version">Place in its stream, from 1.</param>
/// <param name="Timestamp">When it was recorded, by the database's clock.</param>
internal sealed record EventView(
    long Sequence, Guid Id, string StreamId, long Version, string Type, DateTimeOffset Timestamp, JsonElement Data, EventMetadataView Metadata)
{
    public static EventView Example { get; } = new(
        812,
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "charge-point-CP-0815",
        7,
        "connector_status_reported",
        new(2026, 1, 31, 12, 1, 0, 214, TimeSpan.Zero),
        JsonElement.Parse("""{"connectorId":1,"status":"Charging","errorCode":"NoError","timestamp":"2026-01-31T12:00:59+00:00"}"""),
        EventMetadataView.Example);

    public static EventView Of(RecordedEvent recorded) => new(
        recorded.Sequence,
        recorded.Id,
        recorded.StreamId,
        recorded.Version,
        recorded.Type,
        recorded.Timestamp,
        JsonElement.Parse(recorded.Data.Span),
        new(
            recorded.Metadata.Actor,
            recorded.Metadata.ReceivedAt,
            recorded.Metadata.DeviceTime,
            recorded.Metadata.CorrelationId,
            recorded.Metadata.CausationId,
            recorded.Metadata.Repairs));
}

/// <summary>Who caused an event, when and why.</summary>
/// <param name="Actor">E.g. charge-point:CP-0815, key:admin, system.</param>
/// <param name="ReceivedAt">When this server received what caused it.</param>
/// <param name="DeviceTime">By the charge point's clock, where the message carries one.</param>
/// <param name="CorrelationId">Common to everything that one request or frame set off.</param>
/// <param name="CausationId">What directly caused it: the OCPP message id or the command.</param>
/// <param name="Repairs">Numbers of the rules by which the message was repaired.</param>
internal sealed record EventMetadataView(
    string Actor, DateTimeOffset ReceivedAt, DateTimeOffset? DeviceTime, string? CorrelationId, string? CausationId, IReadOnlyList<string>? Repairs)
{
    public static EventMetadataView Example { get; } = new(
        "charge-point:CP-0815", new(2026, 1, 31, 12, 1, 0, 201, TimeSpan.Zero), new(2026, 1, 31, 12, 0, 59, TimeSpan.Zero), null, "19223201", null);
}
