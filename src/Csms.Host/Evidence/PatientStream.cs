using System.Buffers;

namespace Csms.Host.Evidence;

/// <summary>Holds back what is written without waiting until somebody writes or flushes who can wait: a ZIP entry is closed synchronously, which a web
/// server's response does not allow.</summary>
internal sealed class PatientStream(Stream inner) : ForwardStream
{
    private readonly ArrayBufferWriter<byte> held = new();

    public override void Write(byte[] buffer, int offset, int count) => held.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => held.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await ReleaseAsync(cancellationToken);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await ReleaseAsync(cancellationToken);
        await inner.FlushAsync(cancellationToken);
    }

    private async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        if (held.WrittenCount == 0)
            return;
        await inner.WriteAsync(held.WrittenMemory, cancellationToken);
        held.ResetWrittenCount();
    }
}
