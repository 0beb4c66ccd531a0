using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>May this token charge? (OCPP 1.6 section 4.1, sent by the charge point.)</summary>
public sealed record AuthorizeRequest(IdToken IdTag);

/// <summary>Answer to <see cref="AuthorizeRequest"/>.</summary>
public sealed record AuthorizeResponse(IdTagInfo IdTagInfo);

internal sealed class AuthorizeRequestRules : AbstractValidator<AuthorizeRequest>
{
    public AuthorizeRequestRules() => RuleFor(request => request.IdTag).IdTagLength();
}

internal sealed class AuthorizeResponseRules : AbstractValidator<AuthorizeResponse>
{
    public AuthorizeResponseRules() => RuleFor(response => response.IdTagInfo).SetValidator(new IdTagInfoRules());
}
