using System.Globalization;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.MeterValues;

/// <summary>Reads samples.</summary>
public sealed class MeterValueQueries(NpgsqlDataSource dataSource)
{
    private const string Select =
        $"""
        SELECT v.charge_point_id, v.connector_id, v.transaction_id, v.device_time, k.measurand, k.phase, v.unit, k.context, k.location, v.format,
               v.value, v.value_text, v.content_id, v.sequence, v.kind_id
        FROM {ReadModelSchema.Name}.meter_values v JOIN {ReadModelSchema.Name}.meter_kinds k USING (kind_id)
        """;

    /// <summary>Samples of a transaction in order of time by the charge point's clock.</summary>
    public async Task<Page<MeterValueRow>> ListAsync(int transactionId, PageRequest request, CancellationToken cancellationToken)
    {
        // The cursor's identity is all of the unique key that follows the time.
        var after = request.Cursor is { } cursor ? Place.Parse(cursor.Id) : null;
        var rows = await new Query(Select)
            .Where("v.transaction_id = ?", (long)transactionId)
            .Where(
                "(v.device_time, v.kind_id, v.connector_id, v.charge_point_id) > (?, ?, ?, ?)",
                request.Cursor?.Time, after?.KindId, after?.ConnectorId, after?.ChargePointId)
            .Then("ORDER BY v.device_time, v.kind_id, v.connector_id, v.charge_point_id LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, r => (Row: Read(r), KindId: r.Integer()), cancellationToken);
        var page = Page<(MeterValueRow Row, int KindId)>.Of(
            rows, request, r => new(r.Row.Timestamp, new Place(r.KindId, r.Row.ConnectorId, r.Row.ChargePointId).ToString()));
        return new([.. page.Items.Select(r => r.Row)], page.Next);
    }

    private static MeterValueRow Read(RowReader r) => new(
        r.Text(), r.Integer(), r.BigintOrNull(), r.Time(), r.Text(), r.TextOrNull(), r.Text(), r.Text(), r.Text(), r.Text(),
        r.NumericOrNull(), r.TextOrNull(), r.UuidOrNull(), r.Bigint());

    private sealed record Place(int KindId, int ConnectorId, string ChargePointId)
    {
        public static Place Parse(string text) =>
            text.Split('/', 3) is [var kind, var connector, var chargePoint]
            && int.TryParse(kind, CultureInfo.InvariantCulture, out var kindId)
            && int.TryParse(connector, CultureInfo.InvariantCulture, out var connectorId)
                ? new(kindId, connectorId, chargePoint)
                : throw new InvalidCursorException();

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{KindId}/{ConnectorId}/{ChargePointId}");
    }
}
