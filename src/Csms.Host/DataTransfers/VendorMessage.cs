namespace Csms.Host.DataTransfers;

/// <summary>A DataTransfer of a charge point (OCPP 1.6 section 4.3).</summary>
internal sealed record VendorMessage(string ChargePointId, string VendorId, string? MessageId, string? Data);

/// <summary>What a charge point is answered.</summary>
internal sealed record VendorAnswer(bool IsAccepted, string? Data = null)
{
    public static readonly VendorAnswer Accepted = new(true);
    public static readonly VendorAnswer Rejected = new(false);
}

/// <summary>Deals with one kind of message. It may be called again for the same message: a charge point that did not get the answer sends it anew.</summary>
internal delegate ValueTask<VendorAnswer> HandleVendorMessage(VendorMessage message, CancellationToken cancellationToken);

/// <summary>One kind of message and who deals with it.</summary>
/// <param name="MessageId">Null for the messages of a vendor that have none.</param>
internal sealed record VendorHandler(string VendorId, string? MessageId, HandleVendorMessage Handle);
