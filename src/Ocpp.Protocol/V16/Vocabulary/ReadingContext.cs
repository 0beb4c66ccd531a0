using System.Collections.Frozen;

namespace Ocpp.Protocol.V16;

/// <summary>Why a value was sampled (OCPP 1.6 section 7.35).</summary>
public static class ReadingContext
{
    /// <summary>At the start of an interruption.</summary>
    public const string InterruptionBegin = "Interruption.Begin";

    /// <summary>When resuming after an interruption.</summary>
    public const string InterruptionEnd = "Interruption.End";

    /// <summary>Any other situation.</summary>
    public const string Other = "Other";

    /// <summary>At a clock-aligned interval.</summary>
    public const string SampleClock = "Sample.Clock";

    /// <summary>At a periodic interval from the start of the transaction; the default.</summary>
    public const string SamplePeriodic = "Sample.Periodic";

    /// <summary>At the start of a transaction.</summary>
    public const string TransactionBegin = "Transaction.Begin";

    /// <summary>At the end of a transaction.</summary>
    public const string TransactionEnd = "Transaction.End";

    /// <summary>In answer to TriggerMessage.</summary>
    public const string Trigger = "Trigger";

    /// <summary>Every word of the specification.</summary>
    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        InterruptionBegin, InterruptionEnd, Other, SampleClock, SamplePeriodic,
        TransactionBegin, TransactionEnd, Trigger);
}
