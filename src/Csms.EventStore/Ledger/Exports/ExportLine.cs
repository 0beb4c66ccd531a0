namespace Csms.EventStore.Ledger.Exports;

/// <summary>A line that was read, with the hashes it brings to the tree.</summary>
internal abstract record ExportLine
{
    private ExportLine()
    {
    }

    /// <param name="Hash">Computed, and equal to what the line says was sealed.</param>
    public sealed record Event(long Sequence, string Stream, long Version, long Microseconds, byte[] Hash) : ExportLine;

    public sealed record Hidden(long First, long Last, IReadOnlyList<byte[]> Hashes) : ExportLine;

    public sealed record End(long Events) : ExportLine;

    /// <summary>What is wrong with it by itself.</summary>
    public sealed record Wrong(Verdict Verdict) : ExportLine;
}
