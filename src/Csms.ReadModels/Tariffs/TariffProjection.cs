using System.Text.Json;
using Csms.Domain.Tariffs;
using Csms.ReadModels.Rows;
using static Csms.Domain.Tariffs.TariffEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Tariffs.TariffRow>;

namespace Csms.ReadModels.Tariffs;

internal sealed class TariffProjection(FoldMode mode) : RowProjection<string, TariffRow>(Rows, "stream_id", mode)
{
    public static ReadModel ReadModel { get; } =
        new("tariffs", 1, ["tariffs"], [typeof(Published), typeof(Withdrawn)], mode => new TariffProjection(mode));

    public static RowTable<TariffRow> Rows { get; } = new(
        "tariffs",
        "stream_id",
        r => new(r.Text(), r.Text(), r.Integer(), r.Time(), r.Text(), r.Time(), r.TimeOrNull(), r.Json()),
        Text("stream_id", r => r.StreamId),
        Text("tariff_id", r => r.TariffId),
        Integer("version", r => r.Version),
        Time("in_force_from", r => r.InForceFrom),
        Text("currency", r => r.Currency),
        Time("published_at", r => r.PublishedAt),
        Time("withdrawn_from", r => r.WithdrawnFrom),
        Json("document", r => r.Document));

    protected override bool Concerns(object recorded) => recorded is TariffEvent;

    protected override string KeyOf(FeedEvent recorded) => recorded.StreamId;

    protected override string KeyOf(TariffRow row) => row.StreamId;

    protected override TariffRow? Evolve(TariffRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Published e, _) => new(
            recorded.StreamId,
            e.Tariff.Id,
            e.Version,
            e.InForceFrom.ToStored(),
            e.Tariff.Currency,
            recorded.RecordedAt,
            WithdrawnFrom: null,
            JsonElement.Parse(TariffJson.Write(e.Tariff))),
        (Withdrawn e, not null) => row with { WithdrawnFrom = e.InForceFrom.ToStored() },
        _ => row,
    };
}
