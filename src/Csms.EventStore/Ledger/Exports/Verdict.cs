namespace Csms.EventStore.Ledger.Exports;

/// <summary>What verification came to; the numbers are exit codes.</summary>
public enum VerdictKind
{
    /// <summary>Everything fits.</summary>
    Sound = 0,

    /// <summary>Something was changed, left out or made up.</summary>
    Tampered = 1,

    /// <summary>Part of the file, or of what is needed to compare, is missing.</summary>
    Incomplete = 2,

    /// <summary>Not an export, a key or a checkpoint.</summary>
    Unreadable = 3,
}

/// <summary>The outcome, in one line.</summary>
/// <param name="What">The first thing that is wrong, or what was found sound.</param>
public sealed record Verdict(VerdictKind Kind, string What);

/// <summary>The first thing that is wrong: verification ends there.</summary>
public sealed class VerdictException(VerdictKind kind, string what) : Exception(what)
{
    /// <summary>What it comes to.</summary>
    public Verdict Verdict { get; } = new(kind, what);

    internal static VerdictException Tampered(string what) => new(VerdictKind.Tampered, what);

    internal static VerdictException Incomplete(string what) => new(VerdictKind.Incomplete, what);

    internal static VerdictException Unreadable(string what) => new(VerdictKind.Unreadable, what);
}
