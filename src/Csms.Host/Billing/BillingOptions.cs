using Csms.Domain.Pricing;
using Csms.Domain.Sessions;

namespace Csms.Host.Billing;

/// <summary>Settings of bills (section <c>Billing</c> of the configuration). What a bill follows from is frozen into it when its session starts.</summary>
internal sealed class BillingOptions
{
    /// <summary>Of the operator, ISO 3166-1 alpha-2; ZZ stands for none.</summary>
    public string CountryCode { get; set; } = "ZZ";

    /// <summary>Of the operator, three characters (ISO 15118).</summary>
    public string PartyId { get; set; } = "CSM";

    /// <summary>Of sessions that are free of charge.</summary>
    public string Currency { get; set; } = "EUR";

    /// <summary>Of charge points whose place nobody described (IANA).</summary>
    public string TimeZone { get; set; } = "UTC";

    public RoundingPolicy Rounding { get; set; } = RoundingPolicy.PerTotal;

    /// <summary>Free at the beginning of each stretch of idleness.</summary>
    public TimeSpan IdleGrace { get; set; }

    /// <summary>No more idle time than this is billed in a session; null: no limit.</summary>
    public TimeSpan? MaxBillableIdle { get; set; }

    /// <summary>Time in which the charge point gave nothing of its own accord counts as TIME; otherwise it is free.</summary>
    public bool SuspendedByChargePointIsTime { get; set; }

    /// <summary>How long after its end a session is billed: what was under way arrives first.</summary>
    public TimeSpan SettleWindow { get; set; } = TimeSpan.FromSeconds(10);

    public IdlePolicy Idle => new(IdleGrace, MaxBillableIdle, SuspendedByChargePointIsTime);
}
