using Csms.Domain.ChargePoints;
using Csms.ReadModels.Rows;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.ChargePoints;

internal sealed class ChargePointProjection(FoldMode mode) : RowProjection<string, ChargePointRow>(ChargePointTable.Rows, "charge_point_id", mode)
{
    public static ReadModel ReadModel { get; } = new(
        "charge_points",
        4,
        ["charge_points"],
        [
            typeof(Registered), typeof(SettingsChanged), typeof(PasswordReplaced), typeof(Removed), typeof(Connected), typeof(Disconnected),
            typeof(Booted), typeof(ConnectorStatusReported), typeof(ProfileRaised),
        ],
        mode => new ChargePointProjection(mode));

    protected override bool Concerns(object recorded) => recorded is ConnectorStatusReported { ConnectorId: 0 }
        or Registered or SettingsChanged or PasswordReplaced or Removed or Connected or Disconnected or Booted or ProfileRaised;

    protected override string KeyOf(FeedEvent recorded) => recorded.After("charge-point-");

    protected override string KeyOf(ChargePointRow row) => row.ChargePointId;

    protected override ChargePointRow? Evolve(ChargePointRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Registered e, _) => new(
            KeyOf(recorded),
            e.Registration.ToString(),
            e.SecurityProfile,
            e.Discovered,
            recorded.RecordedAt,
            MessageChecking: e.MessageChecking.ToString(),
            SubprotocolAssumed: e.SubprotocolAssumed)
        { Automation = NamesOf(e.Automation) },
        (_, null) => null,
        (SettingsChanged e, _) => row with
        {
            Registration = e.Registration.ToString(),
            SecurityProfile = e.SecurityProfile,
            MessageChecking = e.MessageChecking.ToString(),
            SubprotocolAssumed = e.SubprotocolAssumed,
            Automation = NamesOf(e.Automation),
        },
        (ProfileRaised e, _) => row with { SecurityProfile = e.SecurityProfile },
        (PasswordReplaced, _) => row with { PasswordReplacedAt = recorded.RecordedAt },
        (Removed, _) => row with { RemovedAt = recorded.RecordedAt },
        (Connected e, _) => row with
        {
            Connected = true,
            ConnectionEpoch = e.Epoch,
            Node = e.Node,
            ConnectionSecurityProfile = e.SecurityProfile,
            ConnectedAt = recorded.RecordedAt,
            DisconnectedAt = null,
            DisconnectReason = null,
        },
        // The end of an older connection, recorded after a newer one took over, says nothing about the newer one.
        (Disconnected e, _) when e.Epoch == row.ConnectionEpoch => row with
        {
            Connected = false,
            DisconnectedAt = recorded.RecordedAt,
            DisconnectReason = e.Reason.ToString(),
        },
        (Booted e, _) => row with
        {
            Vendor = e.Vendor,
            Model = e.Model,
            ChargePointSerialNumber = e.ChargePointSerialNumber,
            ChargeBoxSerialNumber = e.ChargeBoxSerialNumber,
            FirmwareVersion = e.FirmwareVersion,
            Iccid = e.Iccid,
            Imsi = e.Imsi,
            MeterType = e.MeterType,
            MeterSerialNumber = e.MeterSerialNumber,
            BootedAt = recorded.RecordedAt,
            BootAnswer = e.Answer.ToString(),
            NewestDeviceTime = null,
        },
        (ConnectorStatusReported e, _) when Connector.Place(e, row.NewestDeviceTime).IsHistory => row,
        (ConnectorStatusReported e, _) => row with
        {
            Status = e.Status.ToString(),
            ErrorCode = e.ErrorCode,
            StatusSince = e.Status.ToString() == row.Status ? row.StatusSince : recorded.RecordedAt,
            NewestDeviceTime = Connector.Place(e, row.NewestDeviceTime).NewestTimestamp.ToStored(),
        },
        _ => row,
    };

    private static string[] NamesOf(IReadOnlyList<Automation>? automation) => [.. (automation ?? []).Select(a => a.ToString())];
}
