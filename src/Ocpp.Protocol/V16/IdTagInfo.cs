using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>What an idTag is worth (OCPP 1.6 section 7.27).</summary>
/// <param name="Status">Whether it may charge.</param>
/// <param name="ExpiryDate">When the charge point should remove it from its cache; absent: never.</param>
/// <param name="ParentIdTag">Its group: tags with equal parents may stop each other's transactions.</param>
public sealed record IdTagInfo(AuthorizationStatus Status, DateTimeOffset? ExpiryDate = null, IdToken? ParentIdTag = null);

/// <summary>Worth of an idTag (OCPP 1.6 section 7.2).</summary>
public enum AuthorizationStatus
{
    /// <summary>May charge.</summary>
    Accepted,

    /// <summary>Blocked by its issuer.</summary>
    Blocked,

    /// <summary>Its expiry date has passed.</summary>
    Expired,

    /// <summary>Unknown.</summary>
    Invalid,

    /// <summary>Already in a transaction and not allowed another one. Only in StartTransaction.conf.</summary>
    ConcurrentTx,
}

internal sealed class IdTagInfoRules : AbstractValidator<IdTagInfo>
{
    public IdTagInfoRules() => RuleFor(info => info.ParentIdTag).IdTagLength();
}
