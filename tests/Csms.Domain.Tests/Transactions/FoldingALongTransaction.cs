using Csms.Domain.Transactions;

namespace Csms.Domain.Tests.Transactions;

public sealed class FoldingALongTransaction : TransactionSpecification
{
    private const int Length = 10_000;

    /// <summary>Allocation stands for time here, since it does not depend on the machine: a set that is copied per reading would take gigabytes.</summary>
    [Fact]
    public void Takes_little_memory_per_reading()
    {
        var values = Enumerable.Range(0, Length)
            .Select(i => new TransactionEvent.MeterValuesReported(1, [new MeterReading(HasStarted.Timestamp.AddSeconds(i), [new Sample("1500")])]))
            .ToArray();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var state = values.Aggregate(Transaction.Initial.Evolve(HasStarted), (state, e) => state.Evolve(e));
        var perReading = (GC.GetAllocatedBytesForCurrentThread() - before) / Length;

        state.ShouldBeOfType<Transaction.Running>().Meter.Contents.Count.ShouldBe(Length);
        perReading.ShouldBeLessThan(2000);
    }
}
