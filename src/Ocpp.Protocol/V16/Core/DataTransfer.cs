using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Something OCPP has no message for (OCPP 1.6 sections 4.3 and 5.6, sent by either side).</summary>
/// <param name="VendorId">Names the vendor, preferably as a reversed domain name.</param>
/// <param name="Data">As long as the parties agree on.</param>
public sealed record DataTransferRequest(string VendorId, string? MessageId = null, string? Data = null);

/// <summary>Answer to <see cref="DataTransferRequest"/>.</summary>
public sealed record DataTransferResponse(DataTransferStatus Status, string? Data = null);

/// <summary>What became of a data transfer (OCPP 1.6 section 7.23).</summary>
public enum DataTransferStatus
{
    /// <summary>Understood and done.</summary>
    Accepted,

    /// <summary>Understood and refused.</summary>
    Rejected,

    /// <summary>The vendor is known, the message is not.</summary>
    UnknownMessageId,

    /// <summary>The vendor is unknown.</summary>
    UnknownVendorId,
}

internal sealed class DataTransferRequestRules : AbstractValidator<DataTransferRequest>
{
    public DataTransferRequestRules()
    {
        RuleFor(request => request.VendorId).NoLongerThan(255);
        RuleFor(request => request.MessageId).NoLongerThan(50);
    }
}
