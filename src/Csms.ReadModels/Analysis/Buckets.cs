namespace Csms.ReadModels.Analysis;

/// <summary>Into which pieces time is cut; days, months and years begin at midnight of a time zone.</summary>
public enum Bucket
{
    Hour,
    Day,
    Month,
    Year,
}

internal static class Buckets
{
    /// <summary>As <c>date_trunc</c> spells it.</summary>
    public static string Field(this Bucket bucket) => bucket switch { Bucket.Hour => "hour", Bucket.Day => "day", Bucket.Month => "month", _ => "year" };
}
