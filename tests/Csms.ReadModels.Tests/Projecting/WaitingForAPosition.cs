using Csms.ReadModels.Projecting;

namespace Csms.ReadModels.Tests.Projecting;

public sealed class WaitingForAPosition : ReadModelTest
{
    [Fact]
    public async Task Ends_when_the_rows_are_there_and_gives_up_when_they_do_not_come()
    {
        var positions = new ProjectionPositions(DataSource, Store, TimeProvider.System);
        var sequence = await new Sessions(this).RecordAsync("CP1");
        (await positions.WaitForAsync(sequence, TimeSpan.Zero, CancellationToken.None)).ShouldBeFalse();
        (await positions.ReadAsync(CancellationToken.None)).ShouldAllBe(p => p.Position == null && p.Lag == sequence);

        await ProjectAsync();
        (await positions.WaitForAsync(sequence, TimeSpan.Zero, CancellationToken.None)).ShouldBeTrue();
        (await positions.WaitForAsync(sequence + 1, TimeSpan.FromMilliseconds(30), CancellationToken.None)).ShouldBeFalse();
        (await positions.ReadAsync(CancellationToken.None)).ShouldAllBe(p => p.Position == sequence && p.Lag == 0);
    }
}
