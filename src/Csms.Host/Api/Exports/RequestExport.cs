using System.Security.Claims;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Exporting;
using Csms.Host.Security;
using Csms.ReadModels.Analysis;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Csms.Host.Api.Exports;

/// <summary>Rows that are wanted as a file.</summary>
/// <param name="Kind">sessions, meter-values, cdrs or energy.</param>
/// <param name="Format">csv or ndjson; ndjson when left out.</param>
/// <param name="ChargePointId">Only of this charge point.</param>
/// <param name="From">At this moment or later, by the time the rows are in order of.</param>
/// <param name="To">Before this moment.</param>
internal sealed record NewExport(string? Kind = null, RowFormat? Format = null, string? ChargePointId = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public static NewExport Example { get; } = new("meter-values", RowFormat.Csv, null, new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ExportWish ToWish() => new(Kind!, Format ?? RowFormat.Ndjson, new(ChargePointId, AsStored(From), AsStored(To)));

    // The database knows microseconds: what was asked for twice under one key compares with what it has.
    private static DateTimeOffset? AsStored(DateTimeOffset? time) => time?.AddTicks(-(time.Value.Ticks % TimeSpan.TicksPerMicrosecond));
}

internal sealed class NewExportRules : AbstractValidator<NewExport>
{
    private const int LongestId = 255;

    public NewExportRules()
    {
        RuleFor(body => body.Kind).Must(kind => kind is not null && RowExport.Names.Contains(kind)).WithMessage("is not one of " + string.Join(", ", RowExport.Names));
        RuleFor(body => body.ChargePointId).Must(id => id is null or { Length: > 0 and <= LongestId }).WithMessage($"has not 1 to {LongestId} characters; leave it out for all charge points");
        RuleFor(body => body.To).GreaterThan(body => body.From).WithMessage("is not after from");
    }
}

internal static class RequestExport
{
    /// <summary>Export in the background</summary>
    /// <remarks>
    /// The same rows as `GET /exports/{kind}` has, written to a file on the server that is kept for a week; any number of them. One export runs at a time, the others wait.
    /// Ask `GET /exports/{id}` how far it is, then fetch `GET /exports/{id}/file`. A restart of the server begins it again.
    /// Each day (each month, for meter values) is as of the moment it was read. `cdrs` needs `read:bills`, too.
    /// </remarks>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <response code="202">It stands in line; `Location` says where to ask.</response>
    /// <response code="400">`invalid_json`, `invalid_body` or `invalid_parameter`, naming the member.</response>
    /// <response code="409">`export_already_requested`: the key was used for another export.</response>
    /// <response code="429">`too_many_exports`: as many of yours wait already as may (`Exports:MostWaiting`).</response>
    public static async Task<Results<Accepted<ExportView>, ProblemHttpResult>> HandleAsync(
        NewExport body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        ExportTable exports,
        RunningExports running,
        IOptions<ExportSettings> settings,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.WrongKey(idempotencyKey) is { } wrongKey)
            return wrongKey;
        if (ExportAccess.PermissionFor(body.Kind!) is var needed && !caller.May(needed))
            return Problem.Of(StatusCodes.Status403Forbidden, "forbidden", $"kind: {body.Kind} needs the permission {Permissions.NameOf(needed)}.");
        var most = settings.Value.MostWaiting;
        var (answer, export) = await exports.AddAsync(
            ExportRecord.Asked(caller.Id(), caller.Actor(), body.ToWish(), clock.GetUtcNow()), idempotencyKey, most, cancellationToken);
        switch (answer)
        {
            case ExportAnswer.KeyUsed:
                return Problem.Of(StatusCodes.Status409Conflict, "export_already_requested", "The idempotency key was used for another export: use a new one.");
            case ExportAnswer.TooMany:
                http.Response.Headers.RetryAfter = "60";
                return Problem.Of(StatusCodes.Status429TooManyRequests, "too_many_exports", $"{most} of your exports wait or run already. Wait for one, or cancel one with DELETE.");
            default:
                running.Wake();
                return TypedResults.Accepted($"/api/v1/exports/{export.Id:D}", ExportView.Of(export));
        }
    }
}
