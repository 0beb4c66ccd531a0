using Csms.Domain.Tariffs;

namespace Csms.Domain.Cdrs;

/// <summary>What a CDR says besides what was billed.</summary>
/// <param name="CountryCode">Of the operator.</param>
/// <param name="PartyId">Of the operator.</param>
/// <param name="Id">At most 36 characters.</param>
/// <param name="Token">Whose session it was.</param>
/// <param name="AuthMethod">How it was authorized.</param>
/// <param name="Location">Where it was.</param>
/// <param name="Tariff">By what it was priced, and since when that is in force.</param>
/// <param name="LastUpdated">When the CDR is made.</param>
/// <param name="SessionId">OCPI's session.</param>
/// <param name="AuthorizationReference">Given by whoever authorized it.</param>
/// <param name="MeterId">The meter's.</param>
/// <param name="Remark">For people.</param>
public sealed record CdrSubject(
    string CountryCode,
    string PartyId,
    string Id,
    CdrToken Token,
    AuthMethod AuthMethod,
    CdrLocation Location,
    TariffVersion Tariff,
    DateTimeOffset LastUpdated,
    string? SessionId = null,
    string? AuthorizationReference = null,
    string? MeterId = null,
    string? Remark = null);
