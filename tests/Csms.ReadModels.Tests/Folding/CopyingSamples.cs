using System.Globalization;
using Csms.ReadModels.MeterValues;

namespace Csms.ReadModels.Tests.Folding;

public sealed class CopyingSamples : ReadModelTest
{
    private static readonly string[] Numbers =
    [
        "0", "0.0", "0.0000", "0.00001", "1", "-1", "10", "9999", "10000", "10001", "99999999", "100000000", "1.5", "-1.50", "0.1", "0.0001", "0.00012345",
        "12345.6789", "123456.7", "1234567.89", "70000.0007", "79228162514264337593543950335", "-79228162514264337593543950335",
        "7.9228162514264337593543950335", "0.0000000000000000000000000001", "1000000000000000000000000000.0", "18446744073709551616",
    ];

    [Fact]
    public async Task Every_value_arrives_as_it_was_sent()
    {
        var random = new Random(1);
        var numbers = Enumerable.Range(0, 5000).Select(_ => Any(random).ToString(CultureInfo.InvariantCulture)).Concat(Numbers).ToList();
        DateTimeOffset[] times = [DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, Noon.AddMicroseconds(1), new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero)];
        var rows = numbers.Select((n, i) => new SampleRow(
            i, times[i % times.Length], i % 3 == 0 ? null : i, i, i % 5, $"CP é{i}", "Wh", "Raw", n, decimal.Parse(n, CultureInfo.InvariantCulture),
            i % 2 == 0 ? null : new Guid(i, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]))).ToList();

        await using var connection = await DataSource.OpenConnectionAsync();
        await ReadModelSchema.ExecuteAsync(connection, "SET search_path TO read; CREATE TABLE inserted (LIKE meter_values)", CancellationToken.None);
        await SampleWriter.CopyAsync(connection, "inserted", rows, CancellationToken.None);
        await SampleWriter.InsertAsync(connection, rows, CancellationToken.None);

        (await ScalarAsync<long>("SELECT count(*) FROM read.inserted WHERE value::text <> value_text")).ShouldBe(0);
        (await ScalarAsync<long>("SELECT count(*) FROM (TABLE read.inserted INTERSECT TABLE read.meter_values) AS same")).ShouldBe(rows.Count);
    }

    private static decimal Any(Random random) => new(
        random.Next(), random.Next(3) == 0 ? random.Next() : 0, random.Next(4) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29));
}
