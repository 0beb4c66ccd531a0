namespace Csms.EventStore.Ledger.Exports;

/// <summary>Cuts a stream into blocks that end where a line ends.</summary>
internal sealed class LineBlocks(Stream stream, int blockSize)
{
    private byte[] rest = [];
    private bool ended;

    /// <summary>The stream ended within a line.</summary>
    public bool IsCutOff => ended && rest.Length > 0;

    /// <summary>The first line, without its end.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadLineAsync(CancellationToken cancellationToken)
    {
        var block = await ReadBlockAsync(cancellationToken);
        var end = block.Span.IndexOf((byte)'\n');
        if (end < 0)
            return rest;
        rest = [.. block.Span[(end + 1)..], .. rest];
        return block[..end];
    }

    /// <summary>One line or more, with their ends; nothing when there is no whole line any more. The memory is the caller's.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadBlockAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Max(blockSize, 2 * rest.Length)];
        rest.CopyTo(buffer, 0);
        var filled = rest.Length;
        while (true)
        {
            while (!ended && filled < buffer.Length)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
                ended = read == 0;
                filled += read;
            }
            var end = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (end > 0 || ended)
            {
                rest = buffer[end..filled];
                return buffer.AsMemory(0, end);
            }
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }
}
