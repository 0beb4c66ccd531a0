namespace Csms.Domain.SignedReadings;

/// <summary>What an OCMF record says (tables 1 to 7). Everything but readings may be absent in practice.</summary>
/// <param name="FormatVersion">FV, e.g. <c>1.0</c>.</param>
/// <param name="GatewayIdentification">GI; VI before OCMF 0.4. The gateway is what signs.</param>
/// <param name="GatewaySerial">GS.</param>
/// <param name="GatewayVersion">GV; VV before OCMF 0.4.</param>
/// <param name="Pagination">PG: T or F and a number, one higher for each record.</param>
/// <param name="MeterVendor">MV.</param>
/// <param name="MeterModel">MM.</param>
/// <param name="MeterSerial">MS.</param>
/// <param name="MeterFirmware">MF.</param>
/// <param name="IdentificationStatus">IS: whether a user was assigned.</param>
/// <param name="IdentificationLevel">IL, e.g. <c>TRUSTED</c>; before OCMF 0.4 it stood in IS.</param>
/// <param name="IdentificationFlags">IF.</param>
/// <param name="IdentificationType">IT, e.g. <c>ISO14443</c>.</param>
/// <param name="IdentificationData">ID: mostly the idTag, hence personal data that must not get into an event or a log.</param>
/// <param name="TariffText">TT.</param>
/// <param name="ChargingControllerFirmware">CF.</param>
/// <param name="LossCompensation">LC as JSON.</param>
/// <param name="ChargePointIdentificationType">CT: EVSEID or CBIDC.</param>
/// <param name="ChargePointIdentification">CI.</param>
/// <param name="Readings">RD.</param>
public sealed record OcmfPayload(
    string? FormatVersion,
    string? GatewayIdentification,
    string? GatewaySerial,
    string? GatewayVersion,
    string? Pagination,
    string? MeterVendor,
    string? MeterModel,
    string? MeterSerial,
    string? MeterFirmware,
    bool? IdentificationStatus,
    string? IdentificationLevel,
    IReadOnlyList<string> IdentificationFlags,
    string? IdentificationType,
    string? IdentificationData,
    string? TariffText,
    string? ChargingControllerFirmware,
    string? LossCompensation,
    string? ChargePointIdentificationType,
    string? ChargePointIdentification,
    IReadOnlyList<OcmfReading> Readings)
{
    /// <summary>The serial number that a key is registered for: the meter's, or the gateway's where no meter is named.</summary>
    public string? Serial => MeterSerial is { Length: > 0 } ? MeterSerial : GatewaySerial is { Length: > 0 } ? GatewaySerial : null;

    // A record without FV is read as one of today: table 1 makes it optional.
    internal bool HasKnownVersion
    {
        get
        {
            if (FormatVersion is null) return true;
            var parts = FormatVersion.Trim().Split('.');
            return parts.Length >= 2 && int.TryParse(parts[1], out var minor) && (parts[0], minor) is ("0", >= 1) or ("1", >= 0 and <= 4);
        }
    }

    internal bool IsBeforeVersion1 => FormatVersion?.TrimStart().StartsWith("0.", StringComparison.Ordinal) == true;
}
