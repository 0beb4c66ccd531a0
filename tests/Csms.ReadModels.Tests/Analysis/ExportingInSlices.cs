using System.Text;
using Csms.ReadModels.Analysis;
using Npgsql;

namespace Csms.ReadModels.Tests.Analysis;

public sealed class ExportingInSlices : ReadModelTest
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("CP1", null, null)]
    [InlineData(null, "2025-10-31T12:00:00Z", "2025-12-01T00:00:00Z")]
    [InlineData("CP2", "2025-10-31T23:59:59Z", null)]
    [InlineData(null, null, "2025-11-01T00:00:00Z")]
    [InlineData("CP3", null, null)]
    [InlineData(null, "2300-01-01T00:00:00Z", null)]
    public async Task Writes_the_rows_of_one_answer_in_its_order(string? chargePoint, string? from, string? to)
    {
        await FillAsync();
        var selection = new ExportSelection(chargePoint, Time(from), Time(to));
        var export = new RowExport(DataSource);

        foreach (var kind in (string[])["sessions", "meter-values"])
        {
            foreach (var format in Enum.GetValues<RowFormat>())
            {
                using var whole = new MemoryStream();
                using var sliced = new MemoryStream();
                var counted = new Counted();
                var written = await export.WriteAsync(whole, kind, selection, format, CancellationToken.None);
                await export.WriteSlicesAsync(sliced, kind, selection, format, counted, CancellationToken.None);

                Encoding.UTF8.GetString(sliced.ToArray()).ShouldBe(Encoding.UTF8.GetString(whole.ToArray()));
                counted.Rows.ShouldBe(written);
            }
        }
    }

    [Fact]
    public async Task Has_a_slice_for_each_day_and_for_meter_values_for_each_month()
    {
        await FillAsync();

        (await SlicesAsync("v1_transactions", "started_at", new())).ShouldBe(
            ["1970-01-01 00:00:07/1970-01-02 00:00:00", "2025-10-31 23:00:00/2025-11-01 00:00:00", "2025-11-01 00:00:00/2025-11-02 00:00:00", "2025-12-24 18:00:00/2025-12-25 00:00:00", "9999-12-31 23:59:59/"]);
        (await SlicesAsync(ExportSlices.MeterValues, "device_time", new())).ShouldBe(
            ["1970-01-01 00:00:07/1970-02-01 00:00:00", "2025-10-01 00:00:00/2025-11-01 00:00:00", "2025-11-01 00:00:00/2025-12-01 00:00:00", "2025-12-24 18:00:00/2026-01-01 00:00:00", "9999-12-31 23:59:59/"]);
        (await SlicesAsync(ExportSlices.MeterValues, "device_time", new(From: Time("2025-10-05T00:00:00Z"), To: Time("2025-11-07T00:00:00Z")))).ShouldBe(
            ["2025-10-05 00:00:00/2025-11-01 00:00:00", "2025-11-01 00:00:00/2025-11-07 00:00:00"]);
    }

    [Fact]
    public async Task Is_expected_to_be_about_as_long_as_the_planner_thinks_and_waits_for_nobody()
    {
        await FillAsync();
        var export = new RowExport(DataSource);
        await ExecuteAsync("ANALYZE read.transactions");

        (await export.EstimateAsync("sessions", new(), CancellationToken.None)).ShouldBe(5);
        await using var connection = await DataSource.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using var held = new NpgsqlCommand("LOCK TABLE read.transactions IN ACCESS EXCLUSIVE MODE", connection, holding);
        await held.ExecuteNonQueryAsync();
        (await export.EstimateAsync("sessions", new(), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Ends_where_the_view_has_other_columns_than_before()
    {
        await FillAsync();
        using var output = new MemoryStream();
        var changes = new Counted(() =>
        {
            // Another version of the program, between two slices.
            using var command = DataSource.CreateCommand(
                "CREATE OR REPLACE VIEW read.v1_transactions AS SELECT stream_id, transaction_id, charge_point_id, connector_id, token_id, status, authorization_status, reservation_id, started_at, start_recorded_at, meter_start, stopped_at, stop_recorded_at, meter_stop, stop_reason, stop_token_id, energy_wh, duration_seconds, last_register_wh, last_meter_value_at, samples, flags, last_sequence, 1 AS added FROM read.transactions");
            command.ExecuteNonQuery();
        });

        await Should.ThrowAsync<ViewChangedException>(() => new RowExport(DataSource).WriteSlicesAsync(output, "sessions", new(), RowFormat.Csv, changes, CancellationToken.None));
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string[]> SlicesAsync(string view, string time, ExportSelection selection)
    {
        var slices = new ExportSlices(DataSource, view, time);
        var found = new List<string>();
        var after = selection.From;
        while (await slices.NextAsync(selection with { From = after }, CancellationToken.None) is { } slice)
        {
            found.Add($"{slice.From:yyyy-MM-dd HH:mm:ss}/{slice.To:yyyy-MM-dd HH:mm:ss}");
            if ((after = slice.To) is null) break;
        }
        return [.. found];
    }

    // Clocks that were never set and that are far ahead, the last second of a month, an empty month.
    private async Task FillAsync() => await ExecuteAsync(
        """
        CREATE TABLE read.meter_values_2025_10 PARTITION OF read.meter_values FOR VALUES FROM ('2025-10-01 00:00:00+00') TO ('2025-11-01 00:00:00+00');
        CREATE TABLE read.meter_values_2025_11 PARTITION OF read.meter_values FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');
        INSERT INTO read.meter_kinds VALUES (1, 'Energy.Active.Import.Register', NULL, 'Outlet', 'Sample.Periodic');
        CREATE TEMP TABLE times AS SELECT * FROM (VALUES
            (1, 'CP1', '1970-01-01 00:00:07+00'::timestamptz), (2, 'CP1', '2025-10-31 23:00:00+00'), (3, 'CP2', '2025-11-01 00:00:00+00'),
            (4, 'CP1', '2025-12-24 18:00:00+00'), (5, 'CP2', '9999-12-31 23:59:59+00')) t (n, cp, at);
        INSERT INTO read.transactions (stream_id, transaction_id, charge_point_id, connector_id, token_id, status, authorization_status, started_at, start_recorded_at, meter_start,
                                       samples, flags, last_sequence)
        SELECT 't' || n, n, cp, 1, gen_random_uuid(), 'stopped', 'accepted', at, at, 0, 0, '{}', n FROM times;
        INSERT INTO read.meter_values (sequence, device_time, transaction_id, kind_id, connector_id, charge_point_id, unit, format, value_text, value)
        SELECT n, at, n, 1, 1, cp, 'Wh', 'Raw', '1', 1 FROM times;
        DROP TABLE times;
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Counted(Action? first = null) : IProgress<long>
    {
        public long Rows { get; private set; }

        public void Report(long value)
        {
            if (Rows == 0)
                first?.Invoke();
            Rows = value;
        }
    }
}
