using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Upload a log (Improved security, use case N01; sent by the central system).</summary>
/// <param name="RequestId">Ties <see cref="LogStatusNotificationRequest"/> to this request.</param>
/// <param name="Retries">After a first try that failed.</param>
/// <param name="RetryInterval">Seconds.</param>
public sealed record GetLogRequest(LogType LogType, int RequestId, LogParameters Log, int? Retries = null, int? RetryInterval = null);

/// <summary>Answer to <see cref="GetLogRequest"/>.</summary>
/// <param name="Filename">Absent: there is nothing to upload.</param>
public sealed record GetLogResponse(LogStatus Status, string? Filename = null);

/// <summary>Where to put the log, and how much of it (Improved security, LogParametersType).</summary>
/// <param name="RemoteLocation">URI of the folder to upload to.</param>
/// <param name="OldestTimestamp">Oldest entry wanted.</param>
/// <param name="LatestTimestamp">Newest entry wanted.</param>
public sealed record LogParameters(string RemoteLocation, DateTimeOffset? OldestTimestamp = null, DateTimeOffset? LatestTimestamp = null);

/// <summary>Kinds of logs (Improved security, LogEnumType).</summary>
public enum LogType
{
    /// <summary>Diagnostics.</summary>
    DiagnosticsLog,

    /// <summary>Security events.</summary>
    SecurityLog,
}

/// <summary>Whether the log will come (Improved security, LogStatusEnumType).</summary>
public enum LogStatus
{
    /// <summary>It will.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,

    /// <summary>It will, and the upload that was running is cancelled.</summary>
    AcceptedCanceled,
}

internal sealed class GetLogRequestRules : AbstractValidator<GetLogRequest>
{
    public GetLogRequestRules()
    {
        RuleFor(request => request.Retries).NotNegative();
        RuleFor(request => request.RetryInterval).NotNegative();
        RuleFor(request => request.Log).SetValidator(new LogParametersRules());
    }
}

internal sealed class LogParametersRules : AbstractValidator<LogParameters>
{
    public LogParametersRules()
    {
        RuleFor(log => log.RemoteLocation).NoLongerThan(512);
        RuleFor(log => log.LatestTimestamp).Must((log, latest) => !(latest < log.OldestTimestamp)).WithMessage("is before oldestTimestamp");
    }
}

internal sealed class GetLogResponseRules : AbstractValidator<GetLogResponse>
{
    public GetLogResponseRules() => RuleFor(response => response.Filename).NoLongerThan(255);
}
