using System.Text.Json;
using FluentValidation;

namespace Csms.Host.Api.Requests;

/// <summary>Holds the body of a request against its rules before the handler sees it.</summary>
internal static class BodyRules
{
    public static RouteHandlerBuilder CheckedBy<T>(this RouteHandlerBuilder builder, AbstractValidator<T> rules) => builder.AddEndpointFilter(async (context, next) =>
    {
        // A body that may be left out has nothing to check then.
        if (context.Arguments.OfType<T>().SingleOrDefault() is not { } body)
            return await next(context);
        var failures = rules.Validate(body).Errors;
        if (failures.Count == 0)
            return await next(context);
        var errors = failures.GroupBy(f => JsonNamingPolicy.CamelCase.ConvertName(f.PropertyName))
            .ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).ToArray());
        var (member, what) = (errors.Keys.First(), errors.Values.First()[0]);
        return Problem.Of(StatusCodes.Status400BadRequest, UnreadableRequest.InvalidBody, $"{member}: {what}", ("errors", errors));
    });
}
