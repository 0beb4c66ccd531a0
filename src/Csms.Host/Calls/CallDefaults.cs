namespace Csms.Host.Calls;

/// <summary>How long a call may wait for its charge point and for its answer, where the caller does not say.</summary>
internal static class CallDefaults
{
    /// <summary>A person stands before the connector for a remote start or an unlock; a configuration may wait for a day.</summary>
    public static TimeSpan DeliverWithin(string action) => action switch
    {
        "RemoteStartTransaction" or "UnlockConnector" or "TriggerMessage" or "ExtendedTriggerMessage" or "GetCompositeSchedule" => TimeSpan.FromSeconds(30),
        "RemoteStopTransaction" or "Reset" or "ReserveNow" or "CancelReservation" => TimeSpan.FromMinutes(2),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>How long an answer may take once the call was sent.</summary>
    public static TimeSpan AnswerWithin(string action) => action switch
    {
        "GetConfiguration" or "SendLocalList" or "UnlockConnector" or "ReserveNow" or "CertificateSigned" or "InstallCertificate" => TimeSpan.FromSeconds(60),
        _ => TimeSpan.FromSeconds(30),
    };
}
