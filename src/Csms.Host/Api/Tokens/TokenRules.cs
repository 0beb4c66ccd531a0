using FluentValidation;
using Ocpp.Protocol;

namespace Csms.Host.Api.Tokens;

/// <summary>Rules that registering and changing a token share.</summary>
internal static class TokenRules
{
    /// <summary>What every OCPP 1.6 charge point can take: CiString20Type, printable.</summary>
    public static IRuleBuilderOptions<T, string?> PrintableIdTag<T>(this IRuleBuilder<T, string?> member) =>
        member.Must(idTag => idTag is null || IdToken.TryCreate(idTag, out _)).WithMessage($"has not 1 to {IdToken.LongestIdTag} printable ASCII characters");

    public static IRuleBuilderOptions<T, int?> AtLeastOne<T>(this IRuleBuilder<T, int?> member) =>
        member.Must(count => count is null or >= 1).WithMessage("is below 1");
}
