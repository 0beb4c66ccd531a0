using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Replace or change the local list (OCPP 1.6 section 5.15, sent by the central system).</summary>
/// <param name="ListVersion">Of the list after the update; never 0 or -1 (errata 3.52).</param>
/// <param name="LocalAuthorizationList">Absent or empty with <see cref="UpdateType.Full"/>: the list becomes empty.</param>
public sealed record SendLocalListRequest(int ListVersion, UpdateType UpdateType, AuthorizationData[]? LocalAuthorizationList = null);

/// <summary>Answer to <see cref="SendLocalListRequest"/>.</summary>
public sealed record SendLocalListResponse(UpdateStatus Status);

/// <summary>An entry of the local list (OCPP 1.6 section 7.1).</summary>
/// <param name="IdTagInfo">Absent, in a differential update: remove the entry.</param>
public sealed record AuthorizationData(IdToken IdTag, IdTagInfo? IdTagInfo = null);

/// <summary>Kind of update (OCPP 1.6 section 7.48).</summary>
public enum UpdateType
{
    /// <summary>Changes to the list.</summary>
    Differential,

    /// <summary>The whole list.</summary>
    Full,
}

/// <summary>What became of the update (OCPP 1.6 section 7.47).</summary>
public enum UpdateStatus
{
    /// <summary>Done.</summary>
    Accepted,

    /// <summary>Failed; the list may be anything now.</summary>
    Failed,

    /// <summary>There are no local lists.</summary>
    NotSupported,

    /// <summary>A differential update not newer than the list.</summary>
    VersionMismatch,
}

internal sealed class SendLocalListRequestRules : AbstractValidator<SendLocalListRequest>
{
    public SendLocalListRequestRules()
    {
        RuleFor(request => request.ListVersion).Must(version => version > 0).WithMessage("is not above 0");
        RuleFor(request => request.LocalAuthorizationList)
            .Must(list => list is null || list.DistinctBy(entry => entry.IdTag).Count() == list.Length).WithMessage("names an idTag twice")
            .Must((request, list) => request.UpdateType != UpdateType.Full || list is null || list.All(entry => entry.IdTagInfo is not null))
            .WithMessage("needs idTagInfo in every entry of a full update").WithErrorCode(OcppErrorCode.OccurenceConstraintViolation);
        RuleForEach(request => request.LocalAuthorizationList).SetValidator(new AuthorizationDataRules());
    }
}

internal sealed class AuthorizationDataRules : AbstractValidator<AuthorizationData>
{
    public AuthorizationDataRules()
    {
        RuleFor(entry => entry.IdTag).IdTagLength();
        RuleFor(entry => entry.IdTagInfo).SetValidator(new IdTagInfoRules()!);
    }
}
