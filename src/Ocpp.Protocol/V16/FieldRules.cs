using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Rules that many messages share. Their texts follow the member's path: "idTag: has more than 20 characters".</summary>
internal static class FieldRules
{
    public static IRuleBuilderOptions<T, string?> NoLongerThan<T>(this IRuleBuilder<T, string?> member, int characters) =>
        member.Must(text => text is null || text.Length <= characters).WithMessage($"has more than {characters} characters");

    public static IRuleBuilderOptions<T, IdToken> IdTagLength<T>(this IRuleBuilder<T, IdToken> member) =>
        member.Must(token => token.Value.Length <= IdToken.LongestIdTag).WithMessage("has more than 20 characters").WithState(_ => Quirk.IdTag);

    public static IRuleBuilderOptions<T, IdToken?> IdTagLength<T>(this IRuleBuilder<T, IdToken?> member) =>
        member.Must(token => token is not { } given || given.Value.Length <= IdToken.LongestIdTag).WithMessage("has more than 20 characters").WithState(_ => Quirk.IdTag);

    /// <summary>Connector 0 is the charge point as a whole.</summary>
    public static IRuleBuilderOptions<T, int> ConnectorOrChargePoint<T>(this IRuleBuilder<T, int> member) =>
        member.Must(connector => connector >= 0).WithMessage("is below 0");

    public static IRuleBuilderOptions<T, int> Connector<T>(this IRuleBuilder<T, int> member) =>
        member.Must(connector => connector > 0).WithMessage("is not above 0");

    public static IRuleBuilderOptions<T, int?> Connector<T>(this IRuleBuilder<T, int?> member) =>
        member.Must(connector => connector is null or > 0).WithMessage("is not above 0");

    public static IRuleBuilderOptions<T, int> NotNegative<T>(this IRuleBuilder<T, int> member) =>
        member.Must(number => number >= 0).WithMessage("is below 0");

    public static IRuleBuilderOptions<T, int?> NotNegative<T>(this IRuleBuilder<T, int?> member) =>
        member.Must(number => number is null or >= 0).WithMessage("is below 0");

    /// <summary>OCPP 1.6 sections 7.13 and 7.14: limits are multiples of 0.1.</summary>
    public static IRuleBuilderOptions<T, decimal> Limit<T>(this IRuleBuilder<T, decimal> member) =>
        member.Must(IsLimit).WithMessage("is not a multiple of 0.1 from 0");

    public static IRuleBuilderOptions<T, decimal?> Limit<T>(this IRuleBuilder<T, decimal?> member) =>
        member.Must(limit => limit is not { } given || IsLimit(given)).WithMessage("is not a multiple of 0.1 from 0");

    /// <summary>An array that must have an element breaks an occurrence constraint when it is empty.</summary>
    public static IRuleBuilderOptions<T, TElement[]?> AtLeastOne<T, TElement>(this IRuleBuilder<T, TElement[]?> member) =>
        member.Must(array => array is not { Length: 0 }).WithMessage("is empty").WithErrorCode(OcppErrorCode.OccurenceConstraintViolation);

    /// <summary>A member whose presence depends on another.</summary>
    public static IRuleBuilderOptions<T, TMember> RequiredUnless<T, TMember>(this IRuleBuilder<T, TMember> member, Func<T, bool> mayBeAbsent) =>
        member.Must((message, value) => value is not null || mayBeAbsent(message))
            .WithMessage("is missing").WithErrorCode(OcppErrorCode.OccurenceConstraintViolation);

    /// <summary>xs:anyURI in the specification, format "uri" in the schemas.</summary>
    public static IRuleBuilderOptions<T, string> AbsoluteUri<T>(this IRuleBuilder<T, string> member) =>
        member.Must(text => Uri.TryCreate(text, UriKind.Absolute, out _)).WithMessage("is not an absolute URI");

    private static bool IsLimit(decimal limit) => limit >= 0 && decimal.Round(limit, 1) == limit;
}
