using FluentValidation;

namespace Csms.Host.Api.Jobs;

/// <summary>What all jobs have in common.</summary>
internal static class JobRules
{
    public static IRuleBuilderOptions<T, string?> IsAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0))
            .WithMessage("is not an absolute address, e.g. ftp://files.example.com/logs");

    public static IRuleBuilderOptions<T, int?> IsCount<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(count => count is null or (>= 0 and <= 1000)).WithMessage("is not from 0 to 1000");

    public static IRuleBuilderOptions<T, int?> IsSeconds<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(seconds => seconds is null or (>= 0 and <= 86400)).WithMessage("is not from 0 to 86400");
}
