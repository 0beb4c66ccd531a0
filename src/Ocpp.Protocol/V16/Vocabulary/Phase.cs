using System.Collections.Frozen;

namespace Ocpp.Protocol.V16;

/// <summary>Between which conductors a value was measured (OCPP 1.6 section 7.34).</summary>
public static class Phase
{
    /// <summary>Phase 1.</summary>
    public const string L1 = "L1";

    /// <summary>Phase 2.</summary>
    public const string L2 = "L2";

    /// <summary>Phase 3.</summary>
    public const string L3 = "L3";

    /// <summary>Neutral.</summary>
    public const string N = "N";

    /// <summary>Phase 1 to neutral.</summary>
    public const string L1N = "L1-N";

    /// <summary>Phase 2 to neutral.</summary>
    public const string L2N = "L2-N";

    /// <summary>Phase 3 to neutral.</summary>
    public const string L3N = "L3-N";

    /// <summary>Phase 1 to 2.</summary>
    public const string L1L2 = "L1-L2";

    /// <summary>Phase 2 to 3.</summary>
    public const string L2L3 = "L2-L3";

    /// <summary>Phase 3 to 1.</summary>
    public const string L3L1 = "L3-L1";

    /// <summary>Every word of the specification.</summary>
    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        L1, L2, L3, N, L1N,
        L2N, L3N, L1L2, L2L3, L3L1);
}
