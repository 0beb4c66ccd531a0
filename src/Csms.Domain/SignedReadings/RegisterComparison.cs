namespace Csms.Domain.SignedReadings;

/// <summary>The signed energy beside that of the register a charge point reported. Only the signed one may be billed under German law.</summary>
/// <param name="SignedWh">End minus begin of the signed readings.</param>
/// <param name="RegisterWh">By the register.</param>
/// <param name="ToleranceWh">One digit of the coarser of the two.</param>
public sealed record RegisterComparison(decimal SignedWh, decimal RegisterWh, decimal ToleranceWh)
{
    /// <summary><see cref="SignedReason.SignedMismatch"/> when they differ by more than the tolerance, else null.</summary>
    public SignedReason? Reason => IsWithin(SignedWh, RegisterWh, ToleranceWh) ? null : SignedReason.SignedMismatch;

    // The register may be any number that fits; the signed energy is small.
    private static bool IsWithin(decimal signed, decimal register, decimal tolerance) =>
        register >= signed - tolerance && register <= signed + tolerance;
}
