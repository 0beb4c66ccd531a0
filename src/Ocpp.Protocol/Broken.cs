using FluentValidation;

namespace Ocpp.Protocol;

internal static class Broken
{
    /// <summary>The first broken rule as a CALLERROR would name it, with the path as it is on the wire.</summary>
    public static OcppError? RuleOf<T>(IValidator<T>? validator, T message)
    {
        if (validator?.Validate(message) is not { Errors: [var failure, ..] })
            return null;
        // Validators give a code of table 7 where it is not the usual one; FluentValidation's own default is the name of the check.
        var code = failure.ErrorCode == OcppErrorCode.OccurenceConstraintViolation ? failure.ErrorCode : OcppErrorCode.PropertyConstraintViolation;
        return new OcppError(code, WirePath(failure.PropertyName) + ": " + failure.ErrorMessage);
    }

    private static string WirePath(string propertyPath) => string.Create(propertyPath.Length, propertyPath, static (wire, path) =>
    {
        path.CopyTo(wire);
        for (var i = 0; i < wire.Length; i++)
        {
            if (i == 0 || wire[i - 1] == '.')
                wire[i] = char.ToLowerInvariant(wire[i]);
        }
    });
}
