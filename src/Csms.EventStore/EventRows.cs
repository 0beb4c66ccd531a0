using Npgsql;

namespace Csms.EventStore;

/// <summary>The columns of an event and how they become a <see cref="RecordedEvent"/>.</summary>
internal static class EventRows
{
    public const string Columns = "seq_id, id, stream_id, version, type, data, timestamp, correlation_id, causation_id, headers";

    /// <summary>Behind so many of them is what else a row has.</summary>
    public const int Count = 10;

    public static RecordedEvent Read(NpgsqlDataReader row)
    {
        var recordedAt = row.GetFieldValue<DateTimeOffset>(6);
        return new RecordedEvent(
            row.GetInt64(0),
            row.GetGuid(1),
            row.GetString(2),
            row.GetInt64(3),
            row.GetString(4),
            row.GetFieldValue<byte[]>(5),
            recordedAt,
            MetadataJson.Read(
                row.IsDBNull(9) ? [] : row.GetFieldValue<byte[]>(9),
                recordedAt,
                row.IsDBNull(7) ? null : row.GetString(7),
                row.IsDBNull(8) ? null : row.GetString(8)));
    }
}
