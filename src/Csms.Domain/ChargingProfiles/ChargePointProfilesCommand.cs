namespace Csms.Domain.ChargingProfiles;

/// <summary>What is seen of the profiles a charge point holds: facts, each with its place in the feed.</summary>
public abstract record ChargePointProfilesCommand
{
    private ChargePointProfilesCommand()
    {
    }

    /// <summary>It accepted a profile.</summary>
    public sealed record ReportInstalled(int ConnectorId, ChargingProfile Profile, Guid CallId, long Sequence) : ChargePointProfilesCommand;

    /// <summary>A transaction started that a profile came with; the profile was sent before the transaction had a number.</summary>
    public sealed record ReportStarted(int ConnectorId, int TransactionId, ChargingProfile Profile, Guid CallId, long Sequence) : ChargePointProfilesCommand;

    /// <summary>It answered ClearChargingProfile, whether with Accepted or with Unknown.</summary>
    public sealed record ReportCleared(ProfileCriteria Criteria, Guid CallId, long Sequence) : ChargePointProfilesCommand;

    /// <summary>A transaction stopped.</summary>
    public sealed record ReportStopped(int ConnectorId, int TransactionId, long Sequence) : ChargePointProfilesCommand;
}
