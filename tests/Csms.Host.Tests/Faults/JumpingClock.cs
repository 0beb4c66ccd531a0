namespace Csms.Host.Tests.Faults;

/// <summary>The time of day as somebody sets it; what is measured goes on as ever.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long offset;

    /// <summary>How far it is from the truth.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref offset));
        set => Interlocked.Exchange(ref offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Offset;
}
