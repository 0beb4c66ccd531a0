using System.Text;
using Csms.Host.Storage;
using FluentValidation;

namespace Csms.Host.Api.ChargePoints;

/// <summary>Rules that registering and changing a charge point share.</summary>
internal static class ChargePointRules
{
    public const string PasswordNotUsed = "is not used by security profiles 0 and 3: leave it out";

    public static bool UsesPassword(int securityProfile) => securityProfile is 1 or 2;

    public static IRuleBuilderOptions<T, int?> SecurityProfile<T>(this IRuleBuilder<T, int?> member) =>
        member.Must(profile => profile is null or (>= 0 and <= 3)).WithMessage("is not from 0 to 3");

    /// <summary>OCPP-J section 6.2.2 and the whitepaper (A00.FR.205): 16 to 40 bytes.</summary>
    public static IRuleBuilderOptions<T, string?> ChargePointPassword<T>(this IRuleBuilder<T, string?> member) => member
        .Must(password => password is null || (!password.Any(char.IsControl) && IsLongEnough(password)))
        .WithMessage("is neither a text of 16 to 40 bytes nor an AuthorizationKey of 32 to 40 hexadecimal digits");

    private static bool IsLongEnough(string password) =>
        Encoding.UTF8.GetByteCount(password) <= 40 && Credentials.BytesOf(password).Length >= 16;
}
