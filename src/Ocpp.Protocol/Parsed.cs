namespace Ocpp.Protocol;

/// <summary>A payload that was read.</summary>
/// <param name="Value">The typed message; null when its shape is wrong (JSON type, missing member, unknown value of an enumeration).
/// It is there beside an <paramref name="Error"/> when only a length, a range or a rule across members is broken: a lenient receiver may go on
/// with it.</param>
/// <param name="Error">What a CALLERROR would say; null when nothing is wrong.</param>
/// <param name="UnknownMembers">How many members the specification does not know; they are skipped unless the receiver is strict.</param>
/// <param name="ZoneAssumed">A timestamp came without a time zone and was taken for UTC.</param>
/// <param name="Repairs">What a lenient reader did or overlooked; null when nothing had to be.</param>
public readonly record struct Parsed(
    object? Value, OcppError? Error, int UnknownMembers = 0, bool ZoneAssumed = false, IReadOnlyList<Repair>? Repairs = null)
{
    /// <summary>Nothing is wrong with the message.</summary>
    public bool IsValid => Error is null;
}
