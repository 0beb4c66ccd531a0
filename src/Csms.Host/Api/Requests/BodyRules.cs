using System.Text.Json;
using FluentValidation;

namespace Csms.Host.Api.Requests;

/// <summary>Holds the body of a request against its rules before the handler sees it.</summary>
internal static class BodyRules
{
    public static RouteHandlerBuilder CheckedBy<T>(this RouteHandlerBuilder builder, AbstractValidator<T> rules) => builder.AddEndpointFilter(async (context, next) =>
    {
        var failures = rules.Validate(context.Arguments.OfType<T>().Single()).Errors;
        if (failures.Count == 0)
            return await next(context);
        var errors = failures.GroupBy(f => JsonNamingPolicy.CamelCase.ConvertName(f.PropertyName))
            .ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).ToArray());
        var (member, what) = (errors.Keys.First(), errors.Values.First()[0]);
        return Problem.Of(StatusCodes.Status400BadRequest, UnreadableRequest.InvalidBody, $"{member}: {what}", ("errors", errors));
    });
}
