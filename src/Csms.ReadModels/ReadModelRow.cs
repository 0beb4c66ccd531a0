namespace Csms.ReadModels;

/// <summary>A row that one stream's events are folded into.</summary>
public abstract record ReadModelRow
{
    private protected ReadModelRow()
    {
    }

    /// <summary>Sequence number of the last event in this row: what is folded is not folded again.</summary>
    public long LastSequence { get; internal set; }
}
