using Csms.Domain.ChargePoints;

namespace Csms.Domain.Certificates;

/// <summary>Which common name a charge point's certificate must have (A00.FR.405).</summary>
public enum CertificateNameRule
{
    /// <summary>Its serial number or its identity.</summary>
    Either,

    /// <summary>Its serial number.</summary>
    SerialNumber,

    /// <summary>Its identity, the last part of its OCPP address.</summary>
    Identity,
}

/// <summary>The common names that are a charge point's own.</summary>
public static class CertificateNames
{
    /// <summary>What may stand there. The serial number is the one an operator entered; without one, those it reported when it booted.</summary>
    public static IReadOnlyList<string> Of(ChargePoint chargePoint)
    {
        var serialNumbers = chargePoint.CertificateSerialNumber is { } entered
            ? [entered]
            : new[] { chargePoint.LastBoot?.ChargePointSerialNumber, chargePoint.LastBoot?.ChargeBoxSerialNumber }.Where(number => !string.IsNullOrWhiteSpace(number)).OfType<string>();
        return chargePoint.CertificateNameRule switch
        {
            CertificateNameRule.SerialNumber => [.. serialNumbers],
            CertificateNameRule.Identity => [chargePoint.Id!],
            _ => [chargePoint.Id!, .. serialNumbers],
        };
    }
}
