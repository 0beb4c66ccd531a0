using System.Security.Claims;
using Csms.Domain.Files;
using Csms.Host.Api.Calls;
using Csms.Host.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Jobs;

/// <summary>Diagnostics to upload.</summary>
/// <param name="Location">Address of a folder elsewhere (ftp, ftps, http or https); one of this server when left out.</param>
/// <param name="StartTime">Oldest information wanted.</param>
/// <param name="StopTime">Newest information wanted.</param>
/// <param name="Retries">How often the charge point may try again.</param>
/// <param name="RetryInterval">Seconds between two tries.</param>
internal sealed record DiagnosticsJob(
    string? Location = null, DateTimeOffset? StartTime = null, DateTimeOffset? StopTime = null, int? Retries = null, int? RetryInterval = null)
{
    public static DiagnosticsJob Example { get; } = new(StartTime: new(2026, 1, 30, 0, 0, 0, TimeSpan.Zero), Retries: 3, RetryInterval: 60);
}

internal sealed class DiagnosticsJobRules : AbstractValidator<DiagnosticsJob>
{
    public DiagnosticsJobRules()
    {
        RuleFor(body => body.Location).IsAddress();
        RuleFor(body => body.Retries).IsCount();
        RuleFor(body => body.RetryInterval).IsSeconds();
    }
}

/// <summary>A log to upload.</summary>
/// <param name="LogType">securityLog when left out.</param>
/// <param name="Location">Address of a folder elsewhere (ftp, ftps, http or https); one of this server when left out.</param>
/// <param name="OldestTimestamp">Oldest entry wanted.</param>
/// <param name="LatestTimestamp">Newest entry wanted.</param>
/// <param name="Retries">How often the charge point may try again.</param>
/// <param name="RetryInterval">Seconds between two tries.</param>
internal sealed record LogJob(
    LogChoice? LogType = null,
    string? Location = null,
    DateTimeOffset? OldestTimestamp = null,
    DateTimeOffset? LatestTimestamp = null,
    int? Retries = null,
    int? RetryInterval = null)
{
    public static LogJob Example { get; } = new(LogChoice.SecurityLog, OldestTimestamp: new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
}

/// <summary>Kinds of logs.</summary>
internal enum LogChoice
{
    /// <summary>Security events.</summary>
    SecurityLog,

    /// <summary>Diagnostics.</summary>
    DiagnosticsLog,
}

internal sealed class LogJobRules : AbstractValidator<LogJob>
{
    public LogJobRules()
    {
        RuleFor(body => body.Location).IsAddress();
        RuleFor(body => body.Retries).IsCount();
        RuleFor(body => body.RetryInterval).IsSeconds();
    }
}

internal static class RequestUploadJob
{
    /// <summary>Have diagnostics uploaded</summary>
    /// <remarks>
    /// Sends GetDiagnostics. Without a location the charge point is given an address of this server that takes one file, by PUT or POST, for two days
    /// (`Files:LinkLifetime`). The answer is the call; under the same id `/jobs/{id}` tells how it goes and which file came.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <response code="202">Requested; `Location` leads to the job.</response>
    /// <response code="400">`invalid_body`, `invalid_parameter` or `invalid_payload`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="409">`call_already_requested`: the key was used for something else.</response>
    public static Task<Results<Accepted<CallView>, ProblemHttpResult>> DiagnosticsAsync(
        string id,
        DiagnosticsJob body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        JobRequests jobs,
        HttpContext http,
        CancellationToken cancellationToken) =>
        jobs.RequestAsync(
            new JobOrder(
                id, OcppActions.GetDiagnostics, FileKind.Diagnostics, body.Location, null, null,
                location => new GetDiagnosticsRequest(location, body.Retries, body.RetryInterval, body.StartTime, body.StopTime)),
            idempotencyKey,
            caller,
            http,
            cancellationToken);

    /// <summary>Have a log uploaded</summary>
    /// <remarks>
    /// Sends GetLog with a requestId of its own. Without a location the charge point is given an address of this server that takes one file, by PUT or POST, for
    /// two days (`Files:LinkLifetime`). The answer is the call; under the same id `/jobs/{id}` tells how it goes and which file came.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <response code="202">Requested; `Location` leads to the job.</response>
    /// <response code="400">`invalid_body`, `invalid_parameter` or `invalid_payload`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="409">`call_already_requested`: the key was used for something else.</response>
    public static async Task<Results<Accepted<CallView>, ProblemHttpResult>> LogAsync(
        string id,
        LogJob body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        JobRequests jobs,
        RequestIds requestIds,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var requestId = await requestIds.NextAsync(cancellationToken);
        var logType = body.LogType == LogChoice.DiagnosticsLog ? LogType.DiagnosticsLog : LogType.SecurityLog;
        return await jobs.RequestAsync(
            new JobOrder(
                id, OcppActions.GetLog, FileKind.Log, body.Location, null, null,
                location => new GetLogRequest(
                    logType, requestId, new LogParameters(location, body.OldestTimestamp, body.LatestTimestamp), body.Retries, body.RetryInterval)),
            idempotencyKey,
            caller,
            http,
            cancellationToken);
    }
}
