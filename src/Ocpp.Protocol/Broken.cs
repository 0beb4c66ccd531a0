using FluentValidation;
using FluentValidation.Results;

namespace Ocpp.Protocol;

internal static class Broken
{
    /// <summary>The first broken rule as a CALLERROR would name it, with the path as it is on the wire.</summary>
    public static OcppError? RuleOf<T>(IValidator<T>? validator, T message)
    {
        return validator?.Validate(message) is { Errors: [var failure, ..] } ? ErrorOf(failure) : null;
    }

    private static OcppError ErrorOf(ValidationFailure failure)
    {
        // Validators give a code of table 7 where it is not the usual one; FluentValidation's own default is the name of the check.
        var code = failure.ErrorCode == OcppErrorCode.OccurenceConstraintViolation ? failure.ErrorCode : OcppErrorCode.PropertyConstraintViolation;
        return new OcppError(code, WirePath(failure.PropertyName) + ": " + failure.ErrorMessage);
    }

    /// <summary>All broken rules as repairs: one that has a number of its own is overlooked under it. The first of the others is the error.</summary>
    public static OcppError? RulesOf<T>(IValidator<T>? validator, T message, ref List<Repair>? repairs)
    {
        if (validator?.Validate(message) is not { Errors: { Count: > 0 } failures })
            return null;
        OcppError? error = null;
        foreach (var failure in failures)
        {
            var rule = failure.CustomState as string ?? Quirk.OutOfRange;
            if (repairs?.Exists(repair => repair.Rule == rule) != true)
                (repairs ??= []).Add(new Repair(rule));
            if (rule == Quirk.OutOfRange)
                error ??= ErrorOf(failure);
        }

        return error;
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
