using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.ChargePoints;

/// <summary>What makes two reports of a charge point the same; null where nothing does.</summary>
internal static class ReportContent
{
    // Each kind of report has a number of its own, so that reports of different kinds never meet.
    private const int Status = 1, Stop = 2, Transfer = 3, Security = 4;

    /// <summary>With a device time it is the charge point that says whether this is the same moment. Without one (or from a clock that was never set,
    /// which may stand still) a status may have gone and come back, so that it is always new, even when it equals the current one.</summary>
    public static UInt128? Of(ConnectorStatusReported report)
    {
        if (report.Timestamp is not { } timestamp || Doubts.IsBeforeClocks(timestamp)) return null;
        var hash = new ContentHash();
        hash.Add(Status);
        hash.Add(report.ConnectorId);
        hash.Add((long)report.Status);
        hash.Add(report.ErrorCode);
        hash.Add(timestamp);
        hash.Add(report.Info);
        hash.Add(report.VendorId);
        hash.Add(report.VendorErrorCode);
        return hash.Value;
    }

    public static UInt128? Of(UnknownTransactionStopped stop)
    {
        var hash = new ContentHash();
        hash.Add(Stop);
        hash.Add(stop.TransactionId);
        hash.Add(stop.MeterStop);
        hash.Add(stop.Timestamp);
        hash.Add(stop.Reason);
        hash.Add(stop.TokenId);
        hash.Add(stop.TransactionData);
        return hash.Value;
    }

    /// <summary>Vendor data has no time, and the same again may be meant again (a ping, a poll). It is a repetition only when it points to the
    /// same stored content.</summary>
    public static UInt128? Of(DataTransferred transfer)
    {
        if (transfer.ContentId is not { } content) return null;
        var hash = new ContentHash();
        hash.Add(Transfer);
        hash.Add(content);
        return hash.Value;
    }

    /// <summary>Queued by the charge point until it was confirmed (Improved security, A04), so that it comes again when the answer was lost.</summary>
    public static UInt128? Of(SecurityEventReported report)
    {
        if (Doubts.IsBeforeClocks(report.Timestamp)) return null;
        var hash = new ContentHash();
        hash.Add(Security);
        hash.Add(report.Type);
        hash.Add(report.Timestamp);
        hash.Add(report.ContentId);
        return hash.Value;
    }

    public static UInt128 Of(MeterValuesReported values, MeterReading reading) =>
        ContentHash.Of(values.ConnectorId, reading, values.TransactionId);
}
