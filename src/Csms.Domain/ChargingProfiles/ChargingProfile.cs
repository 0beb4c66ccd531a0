namespace Csms.Domain.ChargingProfiles;

/// <summary>Limits over time with a place in the stack of profiles (OCPP 1.6 section 7.8).</summary>
/// <param name="ProfileId">Unique in the charge point (chargingProfileId).</param>
/// <param name="StackLevel">The highest level that has something to say prevails; 0 is the lowest.</param>
/// <param name="Purpose">What the profile limits.</param>
/// <param name="Kind">What its times count from.</param>
/// <param name="Schedule">The limits.</param>
/// <param name="TransactionId">The transaction of a TxProfile; null when it came with RemoteStartTransaction and the number was not known yet.</param>
/// <param name="Recurrency">How often a recurring schedule begins anew; says nothing for other kinds (errata 3.56).</param>
/// <param name="ValidFrom">Before it the profile says nothing; null: valid at once.</param>
/// <param name="ValidTo">From it on the profile says nothing; null: valid until replaced.</param>
public sealed record ChargingProfile(
    int ProfileId,
    int StackLevel,
    ChargingProfilePurpose Purpose,
    ChargingProfileKind Kind,
    ChargingSchedule Schedule,
    int? TransactionId = null,
    RecurrencyKind? Recurrency = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null);

/// <summary>What a profile limits (OCPP 1.6 section 7.10).</summary>
public enum ChargingProfilePurpose
{
    /// <summary>The charge point as a whole; only on connector 0.</summary>
    ChargePointMaxProfile,

    /// <summary>Transactions without a profile of their own, on one connector or, on connector 0, on all of them.</summary>
    TxDefaultProfile,

    /// <summary>The transaction that runs on a connector; overrules the default and ends with the transaction.</summary>
    TxProfile,
}

/// <summary>What the times of a schedule count from (OCPP 1.6 section 7.9).</summary>
public enum ChargingProfileKind
{
    /// <summary>A date.</summary>
    Absolute,

    /// <summary>A date, again every day or week.</summary>
    Recurring,

    /// <summary>The start of the transaction.</summary>
    Relative,
}

/// <summary>How often a schedule begins anew (OCPP 1.6 section 7.37). Neither kind knows daylight saving.</summary>
public enum RecurrencyKind
{
    /// <summary>Every 24 hours.</summary>
    Daily,

    /// <summary>Every 7 times 24 hours.</summary>
    Weekly,
}
